using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Programs;
using McpIac.Cli.Sessions;
using McpIac.Dsl.Deployments;
using McpIac.Plans.Journals;
using McpIac.Plans.States;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc state rm</c>: the state forgets a resource, which goes on existing.</summary>
internal static class StateRemoveCommand
{
    private static readonly Argument<string[]> Names = Positionals.Argument("resource", "A resource's name or urn. A program may stand beside it", names: 1);

    public static Command Create()
    {
        var command = new Command("rm", "Forget a resource, which goes on existing; asks first") { Names, Options.Yes, Options.LockTimeout };
        command.SetAction(Session.Action("state rm", RunAsync));
        return command;
    }

    private static Task<int> RunAsync(Session session)
    {
        var (program, name) = Positionals.Split(session.Parsed.GetValue(Names) ?? []);
        return name is null ? Task.FromResult(session.End(ExitCodes.Usage, CliProblems.Usage("state rm needs a resource's name or urn.", "'mciacc state list' shows them.")))
            : StateEdit.RunAsync(session, program, name, Edit);
    }

    private static (StateEdit? Edit, Diagnostic? Problem) Edit(DeploymentState state, ResourceState resource)
    {
        if (KeptOptions.IsProtected(resource)) return (null, CliProblems.ProtectedByHand(resource.Urn));
        var dependents = state.Resources.Values.Where(r => r.Urn != resource.Urn && r.Dependencies.Contains(resource.Urn)).OrderBy(r => r.Urn, StringComparer.Ordinal);
        return (new StateEdit(
        [
            .. dependents.Select(r => new DependenciesRecorded(r.Urn, [.. r.Dependencies.Where(d => d != resource.Urn)])),
            .. resource.Deposed.Select(d => new ResourceGone("forget", resource.Urn, d.Id)),
            .. resource.Id.Length > 0 ? [new ResourceGone("forget", resource.Urn)] : Array.Empty<JournalEntry>(),
        ], $"{Urns.Local(resource.Urn)} is forgotten. It goes on existing: {resource.Type} {resource.Id}.", $"{Urns.Local(resource.Urn)} ({resource.Type} {resource.Id}) will be forgotten, and goes on existing"), null);
    }
}
