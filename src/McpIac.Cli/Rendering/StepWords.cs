using McpIac.Dsl.Deployments;
using McpIac.Engine.Events;
using McpIac.Plans.Planning;

namespace McpIac.Cli.Rendering;

/// <summary>One line an event. A replacement has two halves, a new object and the old one's deletion, which are told apart.</summary>
internal sealed class StepWords
{
    private readonly Dictionary<string, int> halves = new(StringComparer.Ordinal);

    public Line Of(StepEvent step)
    {
        lock (halves)
        {
            var subject = new[] { new Piece($"{step.Type} ", Ink.Accent), new Piece($"{Urns.Local(step.Urn)}: ", Ink.Strong) };
            return new Line([.. subject, .. What(step)]);
        }
    }

    /// <summary>What is being done, "creating", for a step that has started.</summary>
    public string Running(StepEvent step) => step.Phase == StepPhase.RollingBack ? "taking back"
        : step.Action != StepAction.Replace ? ActionWords.Running(step.Action)
        : halves.GetValueOrDefault(step.Urn) == 0 ? "replacing" : "finishing the replacement";

    private Piece[] What(StepEvent step)
    {
        var time = ResultView.Elapsed(step.Elapsed);
        switch (step.Phase)
        {
            case StepPhase.Started or StepPhase.RollingBack: return [new Piece($"{Running(step)}…", Ink.Faint)];
            case StepPhase.Retrying: return [new Piece("trying again", Ink.Warn), new Piece($" ({time})", Ink.Faint), step.Message is { } why ? $" {why}" : ""];
            case StepPhase.RolledBack: return [new Piece("taken back", Ink.Good), new Piece($" ({time})", Ink.Faint)];
            case StepPhase.Failed: return [new Piece("failed", Ink.Bad), new Piece($" ({time})", Ink.Faint), step.Message is { } m ? $" {m}" : ""];
            default: return [new Piece(Done(step), Ink.Good), new Piece($" ({time})", Ink.Faint)];
        }
    }

    private string Done(StepEvent step)
    {
        if (step.Action != StepAction.Replace) return ActionWords.Done(step.Action);
        halves[step.Urn] = halves.GetValueOrDefault(step.Urn) + 1;
        return halves[step.Urn] == 1 ? "first half of the replacement done" : "replaced";
    }
}
