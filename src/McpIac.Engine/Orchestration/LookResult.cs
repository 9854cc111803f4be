using McpIac.Plans.Drifts;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Protocol;

namespace McpIac.Engine.Orchestration;

/// <summary>What there really is of a deployment, where state says otherwise.</summary>
/// <param name="Drifts">What was changed or deleted by somebody else, in urn order.</param>
/// <param name="Strays">What providers have of the deployment and state doesn't know, in urn order.</param>
/// <param name="Diagnostics">With an error not everything could be looked at.</param>
public sealed record LookResult(IReadOnlyList<Drift> Drifts, IReadOnlyList<WireResource> Strays, IReadOnlyList<Diagnostic> Diagnostics)
{
    public bool IsAsState => Drifts.Count == 0 && Strays.Count == 0;
}
