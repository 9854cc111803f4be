using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Protocol;

namespace McpIac.Engine.Discovery;

/// <summary>What exists and nobody manages.</summary>
/// <param name="Resources">Ordered by type and id; secrets masked.</param>
/// <param name="IsComplete">False when there is more than was asked for.</param>
public sealed record Discovered(IReadOnlyList<WireResource> Resources, bool IsComplete, IReadOnlyList<Diagnostic> Diagnostics);
