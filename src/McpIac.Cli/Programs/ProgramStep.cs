using McpIac.Cli.CommandLine;
using McpIac.Cli.Parameters;
using McpIac.Cli.Projects;
using McpIac.Cli.Secrets;
using McpIac.Cli.Sessions;
using McpIac.Compiler.Programs;
using McpIac.Compiler.Settings;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Cli.Programs;

/// <summary>The first step of most commands: find the program and compile it.</summary>
internal static class ProgramStep
{
    /// <summary>The project of the command line, or null when it was reported that there is none.</summary>
    public static Project? Locate(Session session)
    {
        var (project, problems) = Find(session, session.Parsed.GetValue(Options.Program));
        session.Report(problems);
        return project;
    }

    /// <summary>The project of a program with its settings, or null with errors.</summary>
    /// <param name="program">As typed; null for that of the current folder.</param>
    public static (Project? Project, IReadOnlyList<Diagnostic> Problems) Find(Session session, string? program)
    {
        var (project, problem) = Project.Locate(program, session.Parsed.GetValue(Options.Twin));
        return project is null ? (null, problem is null ? [] : [problem]) : WithSettings(session, project);
    }

    private static (Project? Project, IReadOnlyList<Diagnostic> Problems) WithSettings(Session session, Project project)
    {
        var (settings, problems) = SettingsFile.Load(project.Directory);
        var environment = session.Parsed.GetValue(Options.Environment);
        if (environment is not null && !settings.Environments.ContainsKey(environment)) problems = [.. problems, SettingsProblems.NoSuchEnvironment(environment, settings)];
        return (problems.Any(p => p.Severity == Severity.Error) ? null : project with { Settings = settings, Environment = environment }, problems);
    }

    /// <summary>The same for what needs no program: that of the current folder, or one that is yet to be written there.</summary>
    public static (Project? Project, IReadOnlyList<Diagnostic> Problems) FindOrHere(Session session)
    {
        var here = Directory.GetCurrentDirectory();
        var (found, _) = Project.Locate(null, session.Parsed.GetValue(Options.Twin));
        return WithSettings(session, found ?? new Project(Path.Combine(here, "infra.csx"), SnapshotFolder.Find(here), session.Parsed.GetValue(Options.Twin)));
    }

    /// <summary>Compiles; what the compiler says is the caller's to report.</summary>
    public static async Task<CompileResult> CompileAsync(Session session, Project project, SecretUse secrets = SecretUse.Check)
    {
        var (request, problems) = Request(session, project, secrets);
        var compiled = await ProgramCompiler.CompileAsync(request, session.Cancellation);
        problems = [.. problems, .. ParameterSources.Unused(project.Own, compiled.Parameters), .. OtherVersions(project, compiled)];
        return problems.Count == 0 ? compiled
            : compiled with { Deployment = problems.Any(p => p.Severity == Severity.Error) ? null : compiled.Deployment, Diagnostics = [.. problems, .. compiled.Diagnostics] };
    }

    // By what the snapshots say; the servers themselves are asked when they are used.
    private static IEnumerable<Diagnostic> OtherVersions(Project project, CompileResult compiled) =>
        from provider in (compiled.Deployment?.Resources ?? []).Select(r => r.Type.Provider).Distinct(StringComparer.Ordinal)
        where project.Own.Providers.ContainsKey(provider)
        let asked = project.Own.Providers[provider].Version
        let version = compiled.Catalog.Providers.FirstOrDefault(p => p.Name == provider)?.Version ?? ""
        where asked is not null && version.Length > 0
        let has = asked.Has(version)
        where has != true
        select SettingsProblems.OtherVersion(provider, $"The snapshot of {provider}", version, asked, has);

    /// <summary>What the compiler is asked for, and what is wrong with where the parameters come from.</summary>
    public static (CompileRequest Request, IReadOnlyList<Diagnostic> Problems) Request(Session session, Project project, SecretUse secrets = SecretUse.None)
    {
        var (parameters, problems) = ParameterSources.Of(session, project.Own);
        var request = new CompileRequest(
            project.ProgramPath, project.SchemasDirectory, project.CacheDirectory, Self(),
            TimeSpan.FromSeconds(session.Parsed.GetValue(Options.TimeLimit)), session.Parsed.GetValue(Options.NoCache))
        {
            Parameters = parameters, ProviderInstances = project.Own.Instances,
            Externals = secrets == SecretUse.None ? null : new ProjectExternals(session, project, secrets),
        };
        return (project.Settings.Name is { Length: > 0 } name ? request with { DefaultName = name } : request, problems);
    }

    /// <summary>The argument list that starts this tool again.</summary>
    private static IReadOnlyList<string> Self()
    {
        var host = Environment.ProcessPath;
        var name = Path.GetFileNameWithoutExtension(host);
        if (host is not null && name == "mciacc") return [host];

        // Started as 'dotnet mciacc.dll', or from a test's process.
        return [host is not null && name == "dotnet" ? host : "dotnet", Path.Combine(AppContext.BaseDirectory, "mciacc.dll")];
    }
}
