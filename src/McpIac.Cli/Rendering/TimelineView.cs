using McpIac.Dsl.Deployments;
using McpIac.Plans.Timelines;

namespace McpIac.Cli.Rendering;

/// <summary>What a run's length comes from, in lines.</summary>
internal static class TimelineView
{
    private const int Shown = 20;

    public static IEnumerable<Line> Of(Timeline timeline)
    {
        TimelineStep[] way = [.. timeline.CriticalPath];
        yield return new Line(new Piece($"{timeline.Kind} of {timeline.Deployment}", Ink.Strong), $" {timeline.Outcome} in {ResultView.Elapsed(timeline.Ended - timeline.Started)}: {ActionWords.Count(timeline.Steps.Count, "change")}. ",
            new Piece($"Run {timeline.RunId}, {HistoryView.Time(timeline.Started)}", Ink.Faint));
        if (way.Length == 0) yield break;
        yield return Line.Empty;
        yield return new Line(new Piece("Critical path", Ink.Strong));
        foreach (var step in way.Take(Shown))
        {
            yield return new Line("  ", $"{step.Action} ".PadRight(8), new Piece($"{step.Type} ", Ink.Accent), Urns.Local(step.Urn), $"  {ResultView.Elapsed(step.Ran)}",
                new Piece(step.Waited.TotalSeconds >= 0.05 ? $", after waiting {ResultView.Elapsed(step.Waited)}" : "", Ink.Faint));
        }

        if (way.Length > Shown) yield return new Line(new Piece($"  … {way.Length - Shown} more", Ink.Faint));
    }
}
