namespace McpIac.Plans.Planning;

/// <summary>Which acting steps may run side by side, for people to read; deletes come last.</summary>
internal static class StepStages
{
    public static IReadOnlyList<IReadOnlyList<string>> Of(IReadOnlyList<PlanStep> steps)
    {
        var expand = Layers(steps.Where(s => s.Action != StepAction.Delete));
        var contract = Layers(steps.Where(s => s.Action == StepAction.Delete));
        return [.. expand.Concat(contract)];
    }

    // Steps come in an order that respects dependencies, so one pass is enough.
    private static IEnumerable<IReadOnlyList<string>> Layers(IEnumerable<PlanStep> steps)
    {
        var levels = new Dictionary<string, int>(StringComparer.Ordinal);
        var stages = new SortedDictionary<int, List<string>>();
        foreach (var step in steps)
        {
            var acts = step.Action != StepAction.NoOp;
            var level = step.DependsOn.Select(d => levels.TryGetValue(d, out var l) ? l : 0).DefaultIfEmpty(0).Max();
            levels[step.Urn] = acts ? level + 1 : level;
            if (!acts) continue;
            if (!stages.TryGetValue(level, out var stage)) stages[level] = stage = [];
            stage.Add(step.Urn);
        }

        return stages.Values;
    }
}
