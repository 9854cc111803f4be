using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Programs;
using McpIac.Cli.Rendering;
using McpIac.Cli.Sessions;
using McpIac.Plans.States;
using McpIac.Schemas.Data;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc state</c>: what is known to exist.</summary>
internal static class StateCommand
{
    private static readonly Argument<string[]> Names =
        Positionals.Argument("resource", "A resource's name or urn. A program may stand beside it", names: 1);

    public static Command Create()
    {
        var list = new Command("list", "List the resources the state knows") { Options.Program };
        list.SetAction(Session.Action("state list", ListAsync));
        var show = new Command("show", "Show one resource: what was sent, and what came back") { Names };
        show.SetAction(Session.Action("state show", ShowAsync));
        var command = new Command("state", "Look at what is known to exist, and mend it by hand")
        {
            list, show, StateExportCommand.Create(), StateImportCommand.Create(), ImportCommand.CreateAdopt(), StateMoveCommand.Create(), StateRemoveCommand.Create(), StateRepairCommand.Create(),
        };
        foreach (var mark in StateMarkCommand.All) command.Add(mark);
        return command;
    }

    private static async Task<int> ListAsync(Session session)
    {
        var (journal, problems) = await StateAccess.OpenReadAsync(session, session.Parsed.GetValue(Options.Program));
        if (journal is null) return session.End(ExitCodes.Invalid, problems);
        using var _ = journal;
        var state = journal.Read();
        session.Show(StateView.List(state));
        session.Add("deployment", Datum.Of(state.Deployment));
        session.Add("serial", Datum.Of(state.Serial));
        session.Add("resources", Datum.ListOf(state.Resources.Values.OrderBy(r => r.Urn, StringComparer.Ordinal).Select(Describe)));
        session.Add("pending", Datum.ListOf(state.Pending.Select(p => Datum.MapOf([new("action", Datum.Of(p.Action)), new("urn", Datum.Of(p.Urn))]))));
        return session.End(ExitCodes.Success);
    }

    private static async Task<int> ShowAsync(Session session)
    {
        var (program, name) = Positionals.Split(session.Parsed.GetValue(Names) ?? []);
        if (name is null) return session.End(ExitCodes.Usage, CliProblems.Usage("state show needs a resource's name or urn.", "'mciacc state list' shows them."));
        var (journal, problems) = await StateAccess.OpenReadAsync(session, program);
        if (journal is null) return session.End(ExitCodes.Invalid, problems);
        using var _ = journal;
        var (resource, problem) = StateResources.Find(journal.Read(), name);
        if (resource is null) return session.End(ExitCodes.Invalid, problem is null ? [] : [problem]);
        session.Show(StateView.Show(resource));
        session.Add("resource", Describe(resource));
        return session.End(ExitCodes.Success);
    }

    private static Datum Describe(ResourceState resource) => Datum.MapOf(
    [
        new("urn", Datum.Of(resource.Urn)),
        new("type", Datum.Of(resource.Type)),
        new("name", Datum.Of(resource.Name)),
        new("provider", Datum.Of(resource.Provider)),
        new("id", Datum.Of(resource.Id)),
        new("inputs", resource.Inputs),
        new("outputs", resource.Outputs),
        new("dependencies", JsonReport.Texts(resource.Dependencies)),
        new("deposed", JsonReport.Texts(resource.Deposed.Select(d => d.Id))),
        .. resource.Tainted ? [new KeyValuePair<string, Datum>("tainted", Datum.True)] : Array.Empty<KeyValuePair<string, Datum>>(),
        .. resource.Protected ? [new KeyValuePair<string, Datum>("protected", Datum.True)] : Array.Empty<KeyValuePair<string, Datum>>(),
    ]);
}
