using McpIac.Plans.Binding;
using McpIac.Plans.Journals;
using McpIac.Plans.States;

namespace McpIac.Plans.Planning;

/// <summary>Finds what state knows under a former name of a resource: such a resource is renamed, and neither made nor deleted.</summary>
internal static class Renamings
{
    public static IReadOnlyList<Renaming> Of(BoundDeployment deployment, DeploymentState state)
    {
        if (deployment.Resources.All(r => r.Options.Aliases.Count == 0)) return [];
        var declared = deployment.Resources.Select(r => r.Urn).ToHashSet(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var renamings = new List<Renaming>();
        foreach (var resource in deployment.Resources.Where(r => r.Options.Aliases.Count > 0 && !state.Resources.ContainsKey(r.Urn)))
        {
            var former = resource.Options.Aliases.FirstOrDefault(a =>
                !declared.Contains(a) && state.Resources.TryGetValue(a, out var known) && known.Type.Split(':')[0] == resource.Type.Provider && taken.Add(a));
            if (former is not null) renamings.Add(new Renaming(former, resource.Urn, resource.Type.Token, resource.Name));
        }

        return renamings;
    }

    /// <summary>The state as it will be once they are recorded, still with its own serial.</summary>
    public static DeploymentState Apply(DeploymentState state, IReadOnlyList<Renaming> renamings) =>
        renamings.Count == 0 ? state : Replay.Apply(state, new ResourcesRenamed(renamings)) with { Serial = state.Serial };
}
