using McpIac.Cli.Projects;
using McpIac.Cli.Sessions;
using McpIac.Compiler.Externals;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Cli.Programs;

/// <summary>Outputs of other deployments, from their states, in the same environment: that beside this one's, or of the folder that <c>mciacc.yaml</c> says.</summary>
/// <param name="checkOnly">Says whether there is one as far as can be told; a deployment that wasn't applied yet is no mistake.</param>
internal sealed class OtherDeployments(Session session, Project project, bool checkOnly) : IExternalSource
{
    private readonly Dictionary<string, (IReadOnlyDictionary<string, Datum>? Outputs, Diagnostic? Problem)> known = new(StringComparer.Ordinal);

    public async Task<(Expression? Value, Diagnostic? Problem)> FindAsync(External external, CancellationToken cancellation)
    {
        if (external.Path is not [var name, var output]) return (null, CliProblems.WholeDeployment(external.Path[0]));
        var of = await KnownAsync(name);
        if (of.Problem is not null) return (null, of.Problem);
        if (of.Outputs is not { } outputs) return (null, checkOnly ? null : CliProblems.NeverApplied(name));
        if (!outputs.TryGetValue(output, out var value)) return (null, CliProblems.NoSuchOutput(name, output, outputs.Keys));
        if (value.Equals(Evaluation.Masked)) return (null, CliProblems.SecretOutput(name, output));
        return (checkOnly ? null : new Literal(value), null);
    }

    /// <summary>What the output is at present, where only that there is one was asked for.</summary>
    public async Task<Expression?> PeekAsync(External external) =>
        checkOnly && external.Path is [var name, var output] && (await KnownAsync(name)).Outputs?.GetValueOrDefault(output) is { } value && !value.Equals(Evaluation.Masked) ? new Literal(value) : null;

    private async Task<(IReadOnlyDictionary<string, Datum>? Outputs, Diagnostic? Problem)> KnownAsync(string name)
    {
        if (!known.TryGetValue(name, out var of)) known[name] = of = await OutputsAsync(name);
        return of;
    }

    /// <returns>Null without a problem when it was never applied.</returns>
    private async Task<(IReadOnlyDictionary<string, Datum>? Outputs, Diagnostic? Problem)> OutputsAsync(string name)
    {
        var other = project.Own.Deployments.TryGetValue(name, out var folder) && project.Settings.Folder is { } root
            ? (project with { ProgramPath = Path.Combine(Path.GetFullPath(folder, root), Path.GetFileName(project.ProgramPath)) }) : project;
        var (store, problems) = await StateAccess.StoreAsync(session, other);
        if (store is null) return (null, problems[0]);
        var (names, unreadable) = store.Deployments();
        if (unreadable is not null || !names.Contains(name)) return (null, unreadable);
        var (journal, problem) = store.OpenRead(name);
        if (journal is null) return (null, problem);
        using (journal) return (journal.Read().Outputs, null);
    }
}
