using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Engine.Execution;

/// <summary>What an apply came to.</summary>
/// <param name="Resources">Every resource that a step acted on, or should have.</param>
/// <param name="Outputs">After success all of them, secrets in the clear for the caller to mask; else empty.</param>
public sealed record ApplyResult(
    ApplyOutcome Outcome, IReadOnlyList<ResourceOutcome> Resources, IReadOnlyDictionary<string, Datum> Outputs, IReadOnlyList<Diagnostic> Diagnostics)
{
    public static ApplyResult Refused(params IReadOnlyList<Diagnostic> diagnostics) =>
        new(ApplyOutcome.Failed, [], new Dictionary<string, Datum>(), diagnostics);
}
