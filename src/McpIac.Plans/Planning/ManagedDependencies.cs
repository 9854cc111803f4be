namespace McpIac.Plans.Planning;

/// <summary>What resources of a plan depend on, as state keeps it: in place of what is only read, which state doesn't have, what that depends on.</summary>
public sealed class ManagedDependencies(Plan plan)
{
    private readonly Dictionary<string, PlanStep> kept = plan.Steps.Where(s => !s.Removes && s.Action != StepAction.Run).ToDictionary(s => s.Urn, StringComparer.Ordinal);

    /// <summary>Urns, distinct, in the order of the step's own.</summary>
    public IReadOnlyList<string> Of(PlanStep step)
    {
        var (found, seen) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        var open = new Stack<string>(step.DependsOn.Reverse());
        while (open.TryPop(out var urn))
        {
            if (!seen.Add(urn) || !kept.TryGetValue(urn, out var other)) continue;
            if (other.Action != StepAction.Read)
            {
                found.Add(urn);
                continue;
            }

            foreach (var further in other.DependsOn.Reverse()) open.Push(further);
        }

        return found;
    }
}
