using McpIac.Plans.Binding;
using McpIac.Plans.States;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Protocol;

namespace McpIac.Engine.Refreshing;

/// <summary>What a provider has of this deployment and state doesn't know: a lost state, or a change that came through after its sender had died. Made again it would be there twice.</summary>
internal static class Strays
{
    private const int Named = 5;

    /// <summary>The deployment with those of them that it declares to be imported, when that is wanted; else MCI3062.</summary>
    public static (BoundDeployment Deployment, IReadOnlyList<Diagnostic> Problems) Settle(
        BoundDeployment deployment, DeploymentState state, IReadOnlyList<(string Provider, WireResource Resource)> strays, bool adopt)
    {
        var byUrn = strays.GroupBy(s => s.Resource.Urn ?? "", StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        bool IsMeant(BoundResource r) => r.Existing is null && r.Options.Import is null && byUrn.TryGetValue(r.Urn, out var stray) && stray.Provider == r.Provider && stray.Resource.Type == r.Type.Token
            && !(state.Resources.TryGetValue(r.Urn, out var known) && known.Id.Length > 0);

        // A state that never held anything, of a deployment that was there: it was lost, whatever the program has become since.
        var lost = state.Serial == 0 && strays.Count > 0;
        var meant = deployment.Resources.Where(IsMeant).Select(r => r.Urn).ToHashSet(StringComparer.Ordinal);
        if (meant.Count == 0 && !lost) return (deployment, []);
        if (!adopt) return (deployment, [Unknown(deployment.Name, lost ? [.. strays.Select(s => s.Resource)] : [.. meant.Select(u => byUrn[u].Resource)], lost)]);
        return (deployment with
        {
            Resources = [.. deployment.Resources.Select(r => meant.Contains(r.Urn) ? r with { Options = r.Options with { Import = byUrn[r.Urn].Resource.Id } } : r)],
        }, []);
    }

    private static Diagnostic Unknown(string deployment, IReadOnlyList<WireResource> strays, bool lost)
    {
        var names = string.Join(", ", strays.Take(Named).Select(s => $"{s.Name} ({s.Type}, {s.Id})")) + (strays.Count > Named ? $", and {strays.Count - Named} more" : "");
        return Diagnostic.Error("MCI3062",
            lost ? $"The state of {deployment} is empty, but providers have something of it: {names}. Was the state lost, or is it elsewhere?"
            : $"Providers have what state doesn't know of {deployment}: {names}. Made again it would be there twice.",
            null, "Find the state that belongs to it; or take over what there is: --adopt.");
    }
}
