using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Planning;

/// <summary>A plan that can still be applied: its changes in three stages, of which each is begun when the one before is done.</summary>
/// <param name="Version">The deployment's version that the plan was made from.</param>
/// <param name="Problem">Why it can't be applied; null when it can.</param>
internal sealed record RememberedPlan(
    string Id, string Digest, string Deployment, long Version, DateTimeOffset Expires, IReadOnlyList<IReadOnlyList<WireChange>> Stages, string? Problem);
