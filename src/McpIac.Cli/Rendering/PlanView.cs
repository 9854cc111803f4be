using McpIac.Dsl.Deployments;
using McpIac.Plans.Planning;
using McpIac.Schemas.Catalogs;

namespace McpIac.Cli.Rendering;

/// <summary>A plan for people: what acts, stage by stage, each property with its reason; what is lost, before the last line that sums it up.</summary>
internal static class PlanView
{
    public const string NoChanges = "No changes. Everything is as the program says.";

    public const string NothingLeft = "No changes. The program agrees with what there is; an apply lets state say so too.";
    public const string NothingSelected = "No changes to what the plan is about.";

    /// <param name="twin">Said in the heading, so that nobody takes a rehearsal for the real thing.</param>
    public static IEnumerable<Line> Of(Plan plan, bool twin)
    {
        Line[] drifted = [.. DriftView.Of(plan.Drifts)];
        if (plan.IsEmpty)
        {
            var nothing = plan.IsPartial ? NothingSelected : drifted.Length > 0 ? NothingLeft : NoChanges;
            return drifted.Length == 0 ? [new Line(new Piece(nothing, Ink.Good))] : [new Line(new Piece(plan.Deployment, Ink.Strong)), .. drifted, Line.Empty, new Line(new Piece(nothing, Ink.Good))];
        }

        return
        [
            new Line(new Piece(plan.Deployment, Ink.Strong), new Piece(twin ? "  every provider but local is a twin" : "", Ink.Faint)),
            .. drifted, .. Stages(plan), .. Renamed(plan), .. Outputs(plan), .. Destroyed(plan), Line.Empty, Summary(plan),
        ];
    }

    /// <summary>The steps that take something away.</summary>
    public static IReadOnlyList<PlanStep> Destroying(Plan plan) =>
        [.. plan.Steps.Where(s => s.Destroys)];

    public static Line Summary(Plan plan)
    {
        int Count(StepAction action) => plan.Steps.Count(s => s.Action == action);
        return new Line(new Piece("Plan: ", Ink.Strong),
            $"{Count(StepAction.Create)} to create, {Count(StepAction.Update)} to update, {Count(StepAction.Replace)} to replace, {Count(StepAction.Delete)} to delete{(Count(StepAction.Import) is > 0 and var imported ? $", {imported} to import" : "")}{(Count(StepAction.Read) is > 0 and var read ? $", {read} to read" : "")}{(Count(StepAction.Forget) is > 0 and var forgotten ? $", {forgotten} to forget" : "")}{(Count(StepAction.Run) is > 0 and var runs ? $", {runs} to run" : "")}{(plan.Renamings.Count > 0 ? $", {plan.Renamings.Count} renamed" : "")}.");
    }

    private static IEnumerable<Line> Stages(Plan plan)
    {
        // A urn can act twice: what a replacement left over is deleted in a stage of its own. Both lists are in the plan's order.
        var acting = plan.Steps.Where(s => s.Action != StepAction.NoOp).GroupBy(s => s.Urn, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => new Queue<PlanStep>(g), StringComparer.Ordinal);
        var whole = DestroysAll(plan);
        for (var i = 0; i < plan.Stages.Count; i++)
        {
            PlanStep[] steps = [.. plan.Stages[i].Where(acting.ContainsKey).Where(u => acting[u].Count > 0).Select(u => acting[u].Dequeue())];
            var providers = string.Join(", ", steps.Select(s => s.Provider).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
            yield return Line.Empty;
            yield return new Line("  ", new Piece($"Stage {i + 1}", Ink.Strong), new Piece($"  {providers}", Ink.Faint));
            foreach (var line in Nested(steps, 0, whole)) yield return line.Indented(4);
        }
    }

    // What is in no component first; then each component, with what is in it.
    private static IEnumerable<Line> Nested(IReadOnlyList<PlanStep> steps, int depth, bool whole)
    {
        PlanStep[] own = [.. steps.Where(s => Urns.Components(s.Urn).Count == depth)];
        var width = Math.Min(30, own.Select(s => s.Name.Length).DefaultIfEmpty(0).Max());
        foreach (var line in own.SelectMany(s => Step(s, width, whole))) yield return line;
        foreach (var component in steps.Where(s => Urns.Components(s.Urn).Count > depth).GroupBy(s => Urns.Components(s.Urn)[depth], StringComparer.Ordinal))
        {
            var colon = component.Key.IndexOf(':', StringComparison.Ordinal);
            yield return new Line("  ", new Piece(component.Key[(colon + 1)..], Ink.Strong), new Piece($"  {component.Key[..Math.Max(0, colon)]}", Ink.Faint));
            foreach (var line in Nested([.. component], depth + 1, whole)) yield return line.Indented(4);
        }
    }

    /// <param name="obvious">Why it is deleted needs no line of its own.</param>
    private static IEnumerable<Line> Step(PlanStep step, int width, bool obvious)
    {
        var flags = string.Join(", ", Flags(step));
        var read = step.Read is { } looked ? $"  {(looked.Formula is { } formula ? ValueText.Formula(formula) : ValueText.Bare(looked.Shown))}" : "";
        yield return new Line(
            ActionWords.Symbol(step.Action), " ", new Piece(step.Name.PadRight(width), Ink.Strong), "  ", new Piece(step.Type, Ink.Accent),
            new Piece(read, Ink.Faint), new Piece(flags.Length == 0 ? "" : $"  {flags}", Ink.Warn));
        if (step.Action is StepAction.Forget or StepAction.Run || (step.Action == StepAction.Delete && !obvious)) yield return new Line(new Piece($"    {step.Reason}", Ink.Faint));
        if (step.Action == StepAction.Replace && !step.Diff.Any(c => c.ForcesReplacement)) yield return new Line(new Piece($"    {step.Reason}", Ink.Faint));
        var details = step.Action is StepAction.Create or StepAction.Run
            ? step.Planned.Members.SelectMany(m => ChangeView.New(m.Key, m.Value, step.Formulas))
            : step.Diff.SelectMany(c => ChangeView.Of(c, step.Formulas));
        foreach (var line in details) yield return line.Indented(4);
        foreach (var (name, value) in step.Filled.Members) yield return new Line($"    {name}: ", ValueText.Of(value), new Piece($"  ({step.Provider} fills it in)", Ink.Faint));
    }

    private static IEnumerable<string> Flags(PlanStep step)
    {
        if (step.DestroysData) yield return "destroys its data";
        if (step.Undo == UndoKind.Irreversible) yield return "can't be taken back";
        if (step.Action == StepAction.Import) yield return step.Options.Import + (step.Diff.Count > 0 ? ", and updated" : "");
        if (step is { Action: StepAction.Replace, Options.Retain: true }) yield return "the old one is kept";
        if (step.DeleteFirst) yield return "the old one is deleted first";
    }

    private static IEnumerable<Line> Renamed(Plan plan)
    {
        if (plan.Renamings.Count == 0) yield break;
        yield return Line.Empty;
        yield return new Line("  ", new Piece("Renamed", Ink.Strong));
        foreach (var name in plan.Renamings) yield return new Line("    ", new Piece(Uri.UnescapeDataString(name.From), Ink.Faint), new Piece(" → ", Ink.Faint), new Piece(Uri.UnescapeDataString(name.To), Ink.Strong));
    }

    private static IEnumerable<Line> Outputs(Plan plan)
    {
        PlannedOutput[] changed = [.. plan.Outputs.Where(o => o.Changed)];
        if (changed.Length == 0) yield break;
        yield return Line.Empty;
        yield return new Line("  ", new Piece("Outputs", Ink.Strong));
        foreach (var output in changed)
        {
            var before = output.Secret && output.Before is not null ? ValueText.Secret : ValueText.Of(output.Before);
            var after = output.Secret && output.After is not null ? ValueText.Secret : output.Formula is { } formula ? ValueText.Formula(formula) : ValueText.Of(output.After);
            yield return output switch
            {
                { Before: null } => new Line("    ", ActionWords.Symbol(StepAction.Create), $" {output.Name}: ", after),
                { After: null } => new Line("    ", ActionWords.Symbol(StepAction.Delete), $" {output.Name}: ", before),
                _ => new Line("    ", ActionWords.Symbol(StepAction.Update), $" {output.Name}: ", new Piece(before, Ink.Faint), new Piece(" → ", Ink.Faint), after),
            };
        }
    }

    private static bool DestroysAll(Plan plan) => plan.Steps.Count > 0 && plan.Steps.All(s => s.Action == StepAction.Delete);

    private static IEnumerable<Line> Destroyed(Plan plan)
    {
        // When nothing but that happens, the stages have said it already.
        var destroyed = Destroying(plan);
        if (destroyed.Count == 0 || DestroysAll(plan)) yield break;
        yield return Line.Empty;
        yield return new Line("  ", new Piece($"{ActionWords.Count(destroyed.Count, "resource")} will be destroyed:", Ink.Bad));
        foreach (var step in destroyed)
        {
            var how = step.Action == StepAction.Replace ? "replaced by a new one" : step.DeposedId is { } id ? $"{step.Reason}, id {id}" : step.Reason;
            yield return new Line("    ", ActionWords.Symbol(step.Action), $" {Urns.Local(step.Urn)}  ", new Piece(step.Type, Ink.Accent), new Piece($"  {how}", Ink.Faint),
                new Piece(step.DestroysData ? "  its data is lost" : "", Ink.Bad));
        }
    }
}
