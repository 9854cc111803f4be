using System.Text;
using McpIac.Compiler.Caching;
using McpIac.Compiler.Processes;
using McpIac.Compiler.Programs;
using McpIac.Schemas.Data;

namespace McpIac.Compiler.Packages;

/// <summary>
/// <c>Id, Version</c> → assemblies, by restoring a project made for it. <c>dotnet restore</c> looks into the global packages folder first
/// and knows the user's sources and credentials. What it found is cached; the only network access of the compiler.
/// </summary>
internal sealed class PackageResolver(CacheFolder cache, Scratch scratch, string programFolder, CancellationToken cancellation)
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(120);

    public PackageSet Resolve(string reference)
    {
        var parts = reference.Split(',', StringSplitOptions.TrimEntries);
        if (parts is not [{ Length: > 0 } id, { Length: > 0 } version] || !IsSafe(id) || !IsSafe(version))
            return Failed(place => ProgramProblems.PackageReferenceMalformed("nuget:" + reference, place));

        var name = $"package-{CacheFolder.Hash(id.ToLowerInvariant(), version)[..32]}.json";
        if (cache.Read(name) is { } kept && Read(Encoding.UTF8.GetString(kept)) is { } known) return known;
        var (set, assets) = Restore(id, version);
        if (assets is not null) cache.Write(name, Encoding.UTF8.GetBytes(assets));
        return set;
    }

    private (PackageSet Set, string? Files) Restore(string id, string version)
    {
        var folder = Directory.CreateDirectory(scratch.FileOf("package-" + Guid.NewGuid().ToString("N"))).FullName;
        var project = Path.Combine(folder, "package.csproj");
        File.WriteAllText(project, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net{Environment.Version.Major}.{Environment.Version.Minor}</TargetFramework>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="{id}" Version="{version}" /></ItemGroup>
            </Project>
            """);
        List<string> arguments = ["restore", project, "--nologo", "-v", "q"];
        if (ConfigFile() is { } config) arguments.AddRange(["--configfile", config]);
        var run = ToolProcess.Run("dotnet", arguments, folder, TimeLimit, cancellation);
        if (run.Problem is not null || run.ExitCode != 0)
            return (Failed(place => ProgramProblems.PackageMissing($"{id} {version}", run.Problem ?? FirstError(run.Output + run.Errors), place)), null);

        var assets = DatumReader.Read(File.ReadAllText(Path.Combine(folder, "obj", "project.assets.json"))).Value;
        var set = assets is null ? null : AssetsFile.Files(assets);
        return set is null
            ? (Failed(place => ProgramProblems.PackageMissing($"{id} {version}", "its restore left no list of files", place)), null)
            : (set, Write(set));
    }

    // The restore runs in a temporary folder, where the program's own NuGet.config wouldn't be found.
    private string? ConfigFile()
    {
        for (var folder = new DirectoryInfo(programFolder); folder is not null; folder = folder.Parent)
        {
            foreach (var name in new[] { "nuget.config", "NuGet.config", "NuGet.Config" })
            {
                if (File.Exists(Path.Combine(folder.FullName, name))) return Path.Combine(folder.FullName, name);
            }
        }

        return null;
    }

    private static string FirstError(string output)
    {
        var line = output.Split('\n').FirstOrDefault(l => l.Contains("error", StringComparison.Ordinal)) ?? output;
        var start = line.IndexOf("error", StringComparison.Ordinal);
        return start < 0 ? line : line[(start + "error".Length)..].Trim();
    }

    private static bool IsSafe(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '+' or '*');

    private static PackageSet Failed(Func<Schemas.Diagnostics.SourcePlace?, Schemas.Diagnostics.Diagnostic> problem) => new([], [], problem);

    private static string Write(PackageSet set) => DatumWriter.Write(Datum.MapOf(
    [
        new("compile", Datum.ListOf(set.CompileFiles.Select(Datum.Of))),
        new("runtime", Datum.ListOf(set.RuntimeFiles.Select(Datum.Of))),
    ]), sortKeys: false);

    private static PackageSet? Read(string json)
    {
        if (DatumReader.Read(json).Value is not { } datum) return null;
        string[] Files(string name) => [.. datum[name]?.Items.Select(i => i.AsText()).OfType<string>() ?? []];
        var set = new PackageSet(Files("compile"), Files("runtime"), null);
        return set.CompileFiles.Concat(set.RuntimeFiles).All(File.Exists) ? set : null;
    }
}
