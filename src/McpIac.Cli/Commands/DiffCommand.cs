using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Interaction;
using McpIac.Cli.Programs;
using McpIac.Cli.Rendering;
using McpIac.Cli.Sessions;
using McpIac.Plans.States;
using McpIac.Schemas.Data;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc diff</c>: what differs between two versions of the state.</summary>
internal static class DiffCommand
{
    private static readonly Argument<string> From = new("from") { Description = "A version, as 'mciacc history' shows it; 0 is the empty state" };
    private static readonly Argument<string> To = new("to") { Description = "Another, or latest" };

    public static Command Create()
    {
        var command = new Command("diff", "Show what differs between two versions of the state") { From, To, Options.Program };
        command.SetAction(Session.Action("diff", RunAsync));
        return command;
    }

    private static async Task<int> RunAsync(Session session)
    {
        var (journal, problems) = await StateAccess.OpenReadAsync(session, session.Parsed.GetValue(Options.Program));
        if (journal is null) return session.End(ExitCodes.Invalid, problems);
        using var _ = journal;
        var (before, missing) = StateVersions.Find(journal, session.Parsed.GetValue(From) ?? "");
        if (before is null) return session.End(ExitCodes.Invalid, missing is null ? [] : [missing]);
        (var after, missing) = StateVersions.Find(journal, session.Parsed.GetValue(To) ?? "");
        if (after is null) return session.End(ExitCodes.Invalid, missing is null ? [] : [missing]);
        var difference = StateDifference.Between(before, after);
        session.Show(DifferenceView.Of(difference));
        session.Add("from", Datum.Of(before.Serial));
        session.Add("to", Datum.Of(after.Serial));
        session.Add("resources", Datum.ListOf(difference.Resources.Select(Describe)));
        session.Add("outputs", Changes.Describe(difference.Outputs));
        return session.End(ExitCodes.Success);
    }

    private static Datum Describe(ResourceDifference resource) => Datum.MapOf(
    [
        new("urn", Datum.Of(resource.Urn)),
        new("type", Datum.Of(resource.Type)),
        new("name", Datum.Of(resource.Name)),
        new("what", Datum.Of(resource.What)),
        .. resource.Former is { } former ? [new KeyValuePair<string, Datum>("former", Datum.Of(former))] : Array.Empty<KeyValuePair<string, Datum>>(),
        new("properties", Changes.Describe(resource.Properties)),
        new("outputs", Changes.Describe(resource.Outputs)),
        new("kept", Changes.Describe(resource.Kept)),
    ]);
}
