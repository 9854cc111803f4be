using McpIac.Dsl.Deployments;
using McpIac.Engine.Orchestration;
using McpIac.Plans.Drifts;
using McpIac.Plans.Planning;
using McpIac.Schemas.Protocol;

namespace McpIac.Cli.Rendering;

/// <summary>What is otherwise than state says, for people.</summary>
internal static class DriftView
{
    /// <summary>All that was found, and a last line that sums it up.</summary>
    public static IEnumerable<Line> Of(string deployment, LookResult look, bool twin)
    {
        if (look.IsAsState) return [new Line(new Piece($"Nothing was changed outside: {deployment} is as state says.", Ink.Good))];
        var gone = look.Drifts.Count(d => d.IsGone);
        return
        [
            new Line(new Piece(deployment, Ink.Strong), new Piece(twin ? "  every provider but local is a twin" : "", Ink.Faint)),
            .. Of(look.Drifts), .. Unknown(look.Strays), Line.Empty,
            new Line(new Piece("Drift: ", Ink.Strong), $"{look.Drifts.Count - gone} changed, {gone} gone, {look.Strays.Count} unknown to state."),
        ];
    }

    private static IEnumerable<Line> Unknown(IReadOnlyList<WireResource> strays)
    {
        if (strays.Count == 0) yield break;
        yield return Line.Empty;
        yield return new Line("  ", new Piece("Unknown to state", Ink.Strong), new Piece($"  {ActionWords.Count(strays.Count, "resource")}", Ink.Faint));
        foreach (var stray in strays)
            yield return new Line("    ", new Piece("?", Ink.Warn), " ", new Piece(Urns.Local(stray.Urn ?? stray.Name), Ink.Strong), "  ", new Piece(stray.Type, Ink.Accent), new Piece($"  {stray.Id}", Ink.Faint));
    }

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
