using McpIac.Cli.Secrets;
using McpIac.Cli.Sessions;
using McpIac.Compiler.Settings;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Cli.Projects;

/// <summary>Where a command works: the program, its folder, the snapshots and the places under <c>.mciacc/</c>.</summary>
/// <param name="ProgramPath">Absolute; the file exists.</param>
/// <param name="SchemasDirectory">Absolute; the nearest <c>schemas/</c> upwards that holds snapshots, else the built-in ones.</param>
internal sealed record Project(string ProgramPath, string SchemasDirectory, bool Twin)
{
    /// <summary>What <c>mciacc.yaml</c> says.</summary>
    public ProjectSettings Settings { get; init; } = ProjectSettings.None;

    /// <summary>Which of its environments this is; null for none, as without the file.</summary>
    public string? Environment { get; init; }

    /// <summary>The settings of this environment.</summary>
    public SettingsPart Own => Settings.In(Environment);

    public ProjectSecrets Secrets(Session session, SecretUse use) => new(session, Directory, Settings, Environment, use, Twin);

    public string Directory => Path.GetDirectoryName(ProgramPath) ?? ".";
    public string DataDirectory => Path.Combine(Directory, ".mciacc");
    public string CacheDirectory => Path.Combine(DataDirectory, "cache");

    /// <summary>The twin's state is apart, so that a rehearsal can never touch what is real; so is that of each environment.</summary>
    public string StateDirectory => Environment is null ? Common : Path.Combine(Common, "environments", Environment);

    public string StateFile => Path.Combine(StateDirectory, "state.db");

    /// <summary>What the provider <c>local</c> keeps about what it made.</summary>
    public string LocalRecord => Path.Combine(StateDirectory, "local.world.jsonl");

    /// <summary>Where providers' servers run: the folder that holds <c>schemas/</c>, or the program's when the built-in snapshots are used.</summary>
    public string Root => Path.GetFileName(SchemasDirectory) == SnapshotFolder.FolderName ? Path.GetDirectoryName(SchemasDirectory) ?? Directory : Directory;

    public string WorldFile(string provider) => Path.Combine(StateDirectory, provider + ".world.jsonl");

    private string Common => Twin ? Path.Combine(DataDirectory, "twin") : DataDirectory;

    /// <summary>Finds a project; its settings aren't read yet.</summary>
    /// <param name="program">As typed: a program, a folder that holds one, or null for the current folder.</param>
    public static (Project? Project, Diagnostic? Problem) Locate(string? program, bool twin)
    {
        if (program is null)
        {
            var (found, problem) = Default(System.IO.Directory.GetCurrentDirectory());
            if (found is null) return (null, problem);
            program = found;
        }
        else if (System.IO.Directory.Exists(program))
        {
            var (found, problem) = Default(program);
            if (found is null) return (null, problem);
            program = found;
        }

        if (!File.Exists(program))
        {
            return (null, Diagnostic.Error("MCI1001", $"The program {Display(program)} doesn't exist.", null,
                "Give the path of a program, or run 'mciacc init' to start one."));
        }

        if (!IsProgram(program)) return (null, CliProblems.NoProgram(Display(program)));
        var full = Path.GetFullPath(program);
        return (new Project(full, SnapshotFolder.Find(Path.GetDirectoryName(full) ?? "."), twin), null);
    }

    /// <summary>True for what names a program by its extension.</summary>
    public static bool IsProgram(string path) => Path.GetExtension(path).ToLowerInvariant() is ".csx" or ".csproj" or ".yaml" or ".yml" or ".json";

    private static readonly string[] Usual = ["infra.csx", "infra.yaml", "infra.yml", "infra.json"];

    private static (string? Program, Diagnostic? Problem) Default(string folder)
    {
        if (Usual.Select(u => Path.Combine(folder, u)).FirstOrDefault(File.Exists) is { } program) return (program, null);
        var projects = System.IO.Directory.GetFiles(folder, "*.csproj");
        if (projects.Length == 1) return (projects[0], null);
        return (null, Diagnostic.Error("MCI1001", $"There is no infra.csx, no infra.yaml and no single .csproj in {Here(folder)}.", null,
            "Give the program's path, or run 'mciacc init' to start one."));
    }

    private static string Here(string folder) => Display(folder) is var shown && shown == "." ? "this folder" : shown;

    /// <summary>A path as a user would type it from here.</summary>
    public static string Display(string path)
    {
        if (path.Length == 0) return path;
        var relative = Path.GetRelativePath(System.IO.Directory.GetCurrentDirectory(), path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}
