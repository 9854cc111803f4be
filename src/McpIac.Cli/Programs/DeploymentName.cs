using McpIac.Cli.Projects;
using McpIac.Cli.Secrets;
using McpIac.Cli.Sessions;
using McpIac.Compiler.Programs;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Cli.Programs;

/// <summary>Which deployment a command is about that works on the state alone: the program's, or, when it doesn't compile any more, the state's only one.</summary>
internal static class DeploymentName
{
    public static async Task<(string? Name, CompileResult Compiled, IReadOnlyList<Diagnostic> Problems)> FindAsync(Session session, Project project)
    {
        var compiled = await ProgramStep.CompileAsync(session, project, SecretUse.None);
        if (compiled.Deployment is { } deployment) return (deployment.Name, compiled, []);
        var (store, unknown) = await StateAccess.StoreAsync(session, project);
        if (store is null) return (null, compiled, unknown);
        var (names, problem) = store.Deployments();
        if (problem is not null) return (null, compiled, [problem]);
        return names switch
        {
            [var only] => (only, compiled, []),
            [] => (null, compiled, compiled.Diagnostics),
            _ => (null, compiled, [.. compiled.Diagnostics, CliProblems.SeveralDeployments(names)]),
        };
    }
}
