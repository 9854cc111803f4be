using McpIac.Dsl.Deployments;
using McpIac.Plans.Drifts;
using McpIac.Plans.Planning;

namespace McpIac.Cli.Rendering;

/// <summary>What is otherwise than state says, for people.</summary>
internal static class DriftView
{
    public static IEnumerable<Line> Of(IReadOnlyList<Drift> drifts)
    {
        Drift[] told = [.. drifts.Where(d => !d.IsSilent)];
        if (told.Length == 0) yield break;
        yield return Line.Empty;
        yield return new Line("  ", new Piece("Changed outside", Ink.Strong), new Piece($"  {ActionWords.Count(told.Length, "resource")}", Ink.Faint));
        foreach (var drift in told)
        {
            yield return new Line(
                "    ", drift.IsGone ? ActionWords.Symbol(StepAction.Delete) : ActionWords.Symbol(StepAction.Update), " ", new Piece(Urns.Local(drift.Urn), Ink.Strong), "  ",
                new Piece(drift.Was.Type, Ink.Accent), new Piece(drift.IsGone ? "  it is gone" : "", Ink.Bad));
            foreach (var line in drift.Properties.Concat(drift.Outputs).SelectMany(c => ChangeView.Of(c))) yield return line.Indented(8);
        }
    }
}
