using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Programs;
using McpIac.Cli.Sessions;
using McpIac.Dsl.Deployments;
using McpIac.Plans.Journals;
using McpIac.Plans.States;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc state mv</c>: a resource gets another name, or another place among components; what exists stays as it is.</summary>
internal static class StateMoveCommand
{
    private static readonly Argument<string> Resource = new("resource") { Description = "A resource's name or urn" };
    private static readonly Argument<string> Name = new("name") { Description = "Its new name, or its whole new urn" };

    public static Command Create()
    {
        var command = new Command("mv", "Give a resource another name; what exists stays as it is") { Resource, Name, Options.Program, Options.LockTimeout };
        command.SetAction(Session.Action("state mv", RunAsync));
        return command;
    }

    private static Task<int> RunAsync(Session session)
    {
        var name = session.Parsed.GetValue(Name) ?? "";
        return StateEdit.RunAsync(session, session.Parsed.GetValue(Options.Program), session.Parsed.GetValue(Resource) ?? "", (state, resource) => Edit(state, resource, name));
    }

    private static (StateEdit? Edit, Diagnostic? Problem) Edit(DeploymentState state, ResourceState resource, string name)
    {
        var urn = name.StartsWith(state.Deployment + "/", StringComparison.Ordinal) ? name : Urns.Make(state.Deployment, Urns.Components(resource.Urn), resource.Type, name);
        var segments = urn.Split('/');
        if (name.Length == 0 || segments.Length < 3 || segments.Any(s => s.Length == 0) || Uri.UnescapeDataString(segments[^2]) != resource.Type)
            return (null, CliProblems.NoNewName(name, resource.Type));
        if (urn == resource.Urn) return (new StateEdit([], $"It is called {Urns.Local(urn)} already."), null);
        if (state.Resources.ContainsKey(urn)) return (null, CliProblems.NameTaken(urn));
        return (new StateEdit([new ResourcesRenamed([new Renaming(resource.Urn, urn, resource.Type, Uri.UnescapeDataString(segments[^1]))])],
            $"{Urns.Local(resource.Urn)} is {Urns.Local(urn)} now."), null);
    }
}
