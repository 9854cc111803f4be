using McpIac.Cli.CommandLine;
using McpIac.Cli.Parameters;
using McpIac.Cli.Projects;
using McpIac.Cli.Sessions;
using McpIac.Compiler.Programs;

namespace McpIac.Cli.Programs;

/// <summary>The first step of most commands: find the program and compile it.</summary>
internal static class ProgramStep
{
    /// <summary>The project of the command line, or null when it was reported that there is none.</summary>
    public static Project? Locate(Session session)
    {
        var (project, problem) = Project.Locate(session.Parsed);
        if (problem is not null) session.Report(problem);
        return project;
    }

    /// <summary>Compiles; what the compiler says is the caller's to report.</summary>
    public static Task<CompileResult> CompileAsync(Session session, Project project) => ProgramCompiler.CompileAsync(
        new CompileRequest(
            project.ProgramPath, project.SchemasDirectory, project.CacheDirectory, Self(),
            TimeSpan.FromSeconds(session.Parsed.GetValue(Options.TimeLimit)), session.Parsed.GetValue(Options.NoCache))
        {
            Parameters = ParameterSources.Of(session),
        },
        session.Cancellation);

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
