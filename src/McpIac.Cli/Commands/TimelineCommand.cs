using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Programs;
using McpIac.Cli.Projects;
using McpIac.Cli.Rendering;
using McpIac.Cli.Sessions;
using McpIac.Plans.Journals;
using McpIac.Plans.Timelines;
using McpIac.Schemas.Data;
using McpIac.State.Journals;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc timeline</c>: when a run did what, and what its length comes from.</summary>
internal static class TimelineCommand
{
    private static readonly Option<string?> Run = new("--run") { Description = "The run's id, or how it begins; 'mciacc history' lists them (default: the last that changed something)", HelpName = "id" };
    private static readonly Option<string?> Html = new("--html") { Description = "Write a page with a drawing into this file", HelpName = "file" };
    private static readonly Option<string?> Svg = new("--svg") { Description = "Write the drawing into this file", HelpName = "file" };

    public static Command Create()
    {
        var command = new Command("timeline", "Show when a run did what, and what its length comes from") { Options.Program, Run, Html, Svg };
        command.SetAction(Session.Action("timeline", RunAsync));
        return command;
    }

    private static async Task<int> RunAsync(Session session)
    {
        var (journal, problems) = await StateAccess.OpenReadAsync(session, session.Parsed.GetValue(Options.Program));
        if (journal is null) return session.End(ExitCodes.Invalid, problems);
        using var _ = journal;
        var wanted = session.Parsed.GetValue(Run);
        var version = journal.Versions(int.MaxValue / 4).FirstOrDefault(v => wanted is { Length: > 0 } ? v.RunId.StartsWith(wanted, StringComparison.Ordinal) : v.Changes > 0 && v.Kind is "apply" or "destroy");
        if (version is null) return session.End(ExitCodes.Invalid, CliProblems.NoSuchRun(wanted));
        var timeline = Timeline.Of(journal.Read().Deployment, Entries(journal, version));
        session.Show(TimelineView.Of(timeline));
        session.Add("run", Datum.Of(timeline.RunId));
        session.Add("kind", Datum.Of(timeline.Kind));
        session.Add("outcome", Datum.Of(timeline.Outcome));
        session.Add("seconds", Seconds(timeline.Ended - timeline.Started));
        session.Add("steps", Datum.ListOf(timeline.Steps.Select(s => Describe(timeline, s))));
        await WriteAsync(session, session.Parsed.GetValue(Html), () => TimelineRenderer.Html(timeline));
        await WriteAsync(session, session.Parsed.GetValue(Svg), () => TimelineRenderer.Svg(timeline));
        return session.End(ExitCodes.Success);
    }

    // A version knows its last entry and not its first; how many there are is more than its results, and at most everything.
    private static (DateTimeOffset At, JournalEntry Entry)[] Entries(IStoredJournal journal, StateVersion version)
    {
        var serial = journal.Read().Serial;
        for (var size = 4L * version.Changes + 64; ; size *= 2)
        {
            var entries = journal.History((int)Math.Min(int.MaxValue, serial - version.Serial + size)).Where(e => e.Serial <= version.Serial).Reverse().ToArray();
            var first = Array.FindIndex(entries, e => e.Entry is RunStarted started && started.RunId == version.RunId);
            if (first >= 0 || size >= serial) return [.. entries.Skip(Math.Max(0, first)).Select(e => (e.At, e.Entry))];
        }
    }

    private static async Task WriteAsync(Session session, string? path, Func<string> render)
    {
        if (path is null) return;
        await File.WriteAllTextAsync(path, render(), session.Cancellation);
        session.Show(new Line($"Wrote {Project.Display(Path.GetFullPath(path))}."));
    }

    private static Datum Describe(Timeline timeline, TimelineStep step) => Datum.MapOf(
    [
        new("urn", Datum.Of(step.Urn)), new("type", Datum.Of(step.Type)), new("provider", Datum.Of(step.Provider)), new("action", Datum.Of(step.Action)),
        new("result", JsonReport.Word(step.Result)), new("ready", Seconds(step.Ready - timeline.Started)), new("started", Seconds(step.Started - timeline.Started)),
        new("ended", Seconds(step.Ended - timeline.Started)), new("critical", Datum.Of(step.IsCritical)),
    ]);

    private static Datum Seconds(TimeSpan time) => Datum.Of(Math.Round(time.TotalSeconds, 3));
}
