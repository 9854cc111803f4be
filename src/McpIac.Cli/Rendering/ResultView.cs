using System.Globalization;
using McpIac.Dsl.Deployments;
using McpIac.Engine.Execution;
using McpIac.Plans.Planning;
using McpIac.Schemas.Data;

namespace McpIac.Cli.Rendering;

/// <summary>What an apply or destroy came to. The causes stand before it, as diagnostics.</summary>
internal static class ResultView
{
    private const int Column = 16;

    /// <param name="verb">"apply", "destroy" or "rollback".</param>
    /// <param name="renamed">How many resources have other names now.</param>
    public static IEnumerable<Line> Of(ApplyResult result, string verb, TimeSpan elapsed, int renamed = 0) => result.Outcome switch
    {
        ApplyOutcome.Succeeded => [Done(result, verb, elapsed, renamed)],
        ApplyOutcome.RolledBack =>
        [
            new Line(new Piece($"The {verb} failed. What it had done was taken back:", Ink.Bad)),
            .. Fates(result), Line.Empty, new Line("Everything is as it was before."),
        ],
        ApplyOutcome.Cancelled =>
        [
            new Line(new Piece($"The {verb} was interrupted. What was done is kept and recorded:", Ink.Warn)),
            .. Fates(result), Line.Empty, new Line($"Run 'mciacc {verb}' again to go on from here."),
        ],
        _ when result.Resources.Count == 0 => [new Line(new Piece($"The {verb} failed. Nothing was done.", Ink.Bad))],
        _ => [new Line(new Piece($"The {verb} failed. This is how things stand:", Ink.Bad)), .. Fates(result), Line.Empty, Ending(result, verb)],
    };

    /// <summary>What came of going back.</summary>
    /// <param name="whole">What is to be said when all is as it was.</param>
    public static IEnumerable<Line> TakenBack(ApplyResult result, string whole) => result.Outcome switch
    {
        ApplyOutcome.RolledBack => [.. Fates(result), Line.Empty, new Line(whole)],
        ApplyOutcome.Cancelled => [new Line(new Piece("Taking back was interrupted:", Ink.Warn)), .. Fates(result), Line.Empty, new Line("Run 'mciacc rollback --resume' again to go on from here.")],
        _ => [new Line(new Piece("Not everything was taken back:", Ink.Bad)), .. Fates(result), Line.Empty, new Line("The next apply goes on from what there is.")],
    };

    /// <summary>The outputs, or nothing when there are none.</summary>
    public static IEnumerable<Line> Outputs(IReadOnlyCollection<KeyValuePair<string, Datum>> outputs)
    {
        if (outputs.Count == 0) yield break;
        var width = Math.Min(30, outputs.Max(o => o.Key.Length));
        yield return Line.Empty;
        yield return new Line(new Piece("Outputs", Ink.Strong));
        foreach (var (name, value) in outputs) yield return new Line($"  {name.PadRight(width)}  ", ValueText.Bare(value));
    }

    /// <summary>0.4s, 12.0s, 3m05s.</summary>
    public static string Elapsed(TimeSpan time) => time.TotalSeconds < 60
        ? time.TotalSeconds.ToString("0.0's'", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}m{time.Seconds:00}s");

    private static Line Done(ApplyResult result, string verb, TimeSpan elapsed, int renamed)
    {
        int Count(StepAction action) => result.Resources.Count(r => r.Action == action);
        string Forgotten() => (Count(StepAction.Import) is > 0 and var imported ? $", {imported} imported" : "") + (Count(StepAction.Forget) is > 0 and var count ? $", {count} forgotten" : "");
        var counts = verb == "destroy"
            ? $"{ActionWords.Count(Count(StepAction.Delete), "resource")} deleted{Forgotten()}."
            : $"{Count(StepAction.Create)} created, {Count(StepAction.Update)} updated, {Count(StepAction.Replace)} replaced, {Count(StepAction.Delete)} deleted{Forgotten()}{(renamed > 0 ? $", {renamed} renamed" : "")}.";
        return new Line(new Piece(verb switch { "destroy" => "Destroyed", "rollback" => "Rolled back", _ => "Applied" }, Ink.Good), $" in {Elapsed(elapsed)}: {counts}");
    }

    private static IEnumerable<Line> Fates(ApplyResult result)
    {
        var width = Math.Min(30, result.Resources.Select(r => Urns.Local(r.Urn).Length).DefaultIfEmpty(0).Max());

        // What was taken back is listed last made first, as it was taken back.
        var taken = result.Resources.Where(r => r.Fate == ResourceFate.Restored).Reverse();
        foreach (var resource in result.Resources.Where(r => r.Fate is not (ResourceFate.Skipped or ResourceFate.Restored)).OrderBy(r => Order(r.Fate)).Concat(taken))
        {
            var (word, ink) = Word(resource);
            yield return new Line("  ", new Piece(word.PadRight(Column), ink), Urns.Local(resource.Urn).PadRight(width), "  ", new Piece(resource.Type, Ink.Accent));
            if (resource.Message is { Length: > 0 } message) yield return new Line($"{new string(' ', Column + 2)}", new Piece(message, Ink.Faint));
        }

        var skipped = result.Resources.Count(r => r.Fate == ResourceFate.Skipped);
        if (skipped > 0) yield return new Line("  ", new Piece("not started".PadRight(Column), Ink.Faint), ActionWords.Count(skipped, "resource"));
    }

    private static (string Word, Ink Ink) Word(ResourceOutcome resource) => resource.Fate switch
    {
        ResourceFate.Applied => (ActionWords.Done(resource.Action), Ink.Good),
        ResourceFate.Failed => ("failed", Ink.Bad),
        ResourceFate.Restored => ("taken back", Ink.Good),
        ResourceFate.Irreversible => ("irreversible", Ink.Bad),
        ResourceFate.RollbackFailed => ("not taken back", Ink.Bad),
        ResourceFate.Unknown => ("unknown", Ink.Warn),
        _ => ("not started", Ink.Faint),
    };

    private static int Order(ResourceFate fate) => fate switch { ResourceFate.Failed => 0, ResourceFate.Unknown => 1, _ => 2 };

    private static Line Ending(ApplyResult result, string verb) => result.Resources.Any(r => r.Fate == ResourceFate.Unknown)
        ? new Line($"Run 'mciacc {verb}' again: it first finds out what became of what is unknown.")
        : new Line($"What was done is recorded; run 'mciacc {verb}' again when the cause is mended.");
}
