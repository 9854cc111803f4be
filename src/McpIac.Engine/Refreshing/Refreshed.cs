using McpIac.Plans.Drifts;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Protocol;

namespace McpIac.Engine.Refreshing;

/// <summary>What providers say there is.</summary>
/// <param name="Outputs">In the clear, by urn: for this process's memory alone.</param>
/// <param name="Strays">What providers have of this deployment and state doesn't know.</param>
internal sealed record Refreshed(
    IReadOnlyList<Drift> Drifts, IReadOnlyDictionary<string, Datum> Outputs, IReadOnlyList<(string Provider, WireResource Resource)> Strays, IReadOnlyList<Diagnostic> Problems)
{
    public static Refreshed Nothing { get; } = new([], new Dictionary<string, Datum>(), [], []);
}
