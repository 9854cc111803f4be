using McpIac.Dsl.Deployments;
using McpIac.Engine.Rollbacks;
using McpIac.Plans.Planning;

namespace McpIac.Cli.Rendering;

/// <summary>What of an interrupted run is to be taken back.</summary>
internal static class TakeBackView
{
    public static IEnumerable<Line> Of(UnfinishedRun run)
    {
        var steps = run.Steps;
        yield return new Line(new Piece(steps.Count == 0 ? $"Nothing of the interrupted {run.Kind} is left to be taken back." : $"Of the interrupted {run.Kind} is taken back:", Ink.Strong));
        var width = Math.Min(30, steps.Select(s => Urns.Local(s.Urn).Length).DefaultIfEmpty(0).Max());
        foreach (var step in steps)
        {
            var (symbol, what) = step.Action switch
            {
                StepAction.Create => (StepAction.Delete, "was created, and is deleted"),
                StepAction.Replace => (StepAction.Replace, "was replaced, and gives way to the former one"),
                _ => (StepAction.Update, "was updated, and is changed back"),
            };
            yield return new Line("  ", ActionWords.Symbol(symbol), " ", new Piece(Urns.Local(step.Urn).PadRight(width), Ink.Strong), "  ", new Piece(step.Type, Ink.Accent), new Piece($"  {what}", Ink.Faint));
        }
    }
}
