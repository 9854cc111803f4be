namespace McpIac.Plans.Planning;

/// <summary>
/// The phases of a plan, and in each the acting steps that may run side by side, for people to read. First all that can be taken back; then what has
/// to make room, and what takes its place; then the other deletes.
/// </summary>
internal static class StepStages
{
    /// <param name="steps">Each after all it depends on.</param>
    public static IReadOnlyList<IReadOnlyList<PlanStep>> Phases(IReadOnlyList<PlanStep> steps)
    {
        var late = new HashSet<string>(steps.Where(s => s is { DeleteFirst: true, DeposedId: null }).Select(s => s.Urn), StringComparer.Ordinal);
        var first = new List<PlanStep>();
        var second = new List<PlanStep>();
        foreach (var step in steps.Where(s => !IsLate(s)))
        {
            var waits = late.Contains(step.Urn) || step.DependsOn.Any(late.Contains) || step.Room.Any(r => r.DeposedId is not null || late.Contains(r.Urn));
            if (waits) late.Add(step.Urn);
            (waits ? second : first).Add(step);
        }

        var deletes = steps.Where(IsLate).ToLookup(s => s.DeleteFirst || (s.Hook is { } hook && late.Contains(hook.Of)));
        return deletes[true].Any(d => d.ReleasedBy.Count > 0) ? [first, Sorted([.. deletes[true], .. second]), [.. deletes[false]]] : [first, [.. deletes[true]], second, [.. deletes[false]]];
    }

    // A replacement whose old object goes first is one step, so there may be no order that is right for both halves: then it stands where it did.
    private static List<PlanStep> Sorted(IReadOnlyList<PlanStep> steps)
    {
        var byUrn = steps.ToLookup(s => s.Urn, StringComparer.Ordinal);
        var (sorted, seen) = (new List<PlanStep>(), new HashSet<PlanStep>(ReferenceEqualityComparer.Instance));
        var open = new Stack<(PlanStep Step, bool Ready)>(steps.Reverse().Select(s => (s, false)));
        while (open.TryPop(out var next))
        {
            if (next.Ready) sorted.Add(next.Step);
            if (next.Ready || !seen.Add(next.Step)) continue;
            open.Push((next.Step, true));
            var needed = next.Step.Removes ? next.Step.ReleasedBy : next.Step.DependsOn.Concat(next.Step.Room.Select(r => r.Urn));
            foreach (var other in needed.SelectMany(u => byUrn[u])) open.Push((other, false));
        }

        return sorted;
    }

    private static bool IsLate(PlanStep step) => step.Removes || step.Hook is { On: "delete" };

    public static IReadOnlyList<IReadOnlyList<string>> Of(IReadOnlyList<IReadOnlyList<PlanStep>> phases) => [.. phases.SelectMany(Layers)];

    private static IEnumerable<IReadOnlyList<string>> Layers(IReadOnlyList<PlanStep> steps)
    {
        var levels = new Dictionary<string, int>(StringComparer.Ordinal);
        var stages = new List<List<string>?>();
        foreach (var step in steps)
        {
            var acts = step.Action != StepAction.NoOp;
            var level = 0;
            foreach (var needed in step.DependsOn) level = Math.Max(level, levels.GetValueOrDefault(needed));
            foreach (var room in step.Room) level = Math.Max(level, levels.GetValueOrDefault(room.Urn));
            levels[step.Urn] = Math.Max(levels.GetValueOrDefault(step.Urn), acts ? level + 1 : level);
            if (!acts) continue;
            while (stages.Count <= level) stages.Add(null);
            (stages[level] ??= []).Add(step.Urn);
        }

        return stages.OfType<List<string>>();
    }
}
