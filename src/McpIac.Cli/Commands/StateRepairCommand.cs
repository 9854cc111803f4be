using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Programs;
using McpIac.Cli.Rendering;
using McpIac.Cli.Sessions;
using McpIac.Schemas.Data;
using McpIac.State.Stores;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc state repair</c>: looks through all that is stored of a deployment, and mends what the rest of it can mend.</summary>
internal static class StateRepairCommand
{
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Only say what is wrong, and what would mend it" };

    public static Command Create()
    {
        var command = new Command("repair", "Look for damage in what is stored of the state, and mend what can be mended") { Options.Program, DryRun };
        command.SetAction(Session.Action("state repair", RunAsync));
        return command;
    }

    private static async Task<int> RunAsync(Session session)
    {
        if (ProgramStep.Locate(session) is not { } project) return session.End(ExitCodes.Invalid);
        var (name, _, problems) = await DeploymentName.FindAsync(session, project);
        if (name is null) return session.End(ExitCodes.Invalid, problems);
        (var store, problems) = await StateAccess.StoreAsync(session, project);
        if (store is null) return session.End(ExitCodes.Invalid, problems);
        var mends = !session.Parsed.GetValue(DryRun);
        var (damages, problem) = store.Repair(name, TimeProvider.System, mends);
        if (problem is not null) return session.End(ExitCodes.Invalid, problem);
        var isHopeless = damages.Any(d => d is { IsGrave: true, Remedy: null });
        session.Show(damages.Count == 0 ? [new Line($"The state of {name} is sound.")] : damages.Select(Line));
        session.Add("deployment", Datum.Of(name));
        session.Add("damages", Datum.ListOf(damages.Select(Describe)));
        session.Add("mended", Datum.Of(mends && !isHopeless && damages.Any(d => d.Remedy is not null)));
        return isHopeless ? session.End(ExitCodes.Invalid, CliProblems.NotMendable(name)) : session.End(ExitCodes.Success);
    }

    private static Line Line(StateDamage damage) => damage.Remedy is { } remedy
        ? new Line(new Piece("~ ", Ink.Change), damage.What, new Piece($": {remedy}", Ink.Faint))
        : new Line(new Piece("! ", damage.IsGrave ? Ink.Bad : Ink.Warn), damage.What);

    private static Datum Describe(StateDamage damage) => Datum.MapOf(
    [
        new("what", Datum.Of(damage.What)),
        .. damage.Remedy is { } remedy ? [new KeyValuePair<string, Datum>("remedy", Datum.Of(remedy))] : Array.Empty<KeyValuePair<string, Datum>>(),
        new("grave", Datum.Of(damage.IsGrave)),
    ]);
}
