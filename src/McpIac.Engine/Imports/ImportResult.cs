using McpIac.Plans.Planning;
using McpIac.Plans.States;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Engine.Imports;

/// <summary>An object that was taken over.</summary>
/// <param name="Resource">As state has it now; null when a diagnostic is an error, and nothing was recorded.</param>
/// <param name="Differences">Where the program says something else: the next apply's work.</param>
public sealed record ImportResult(ResourceState? Resource, IReadOnlyList<PropertyChange> Differences, IReadOnlyList<Diagnostic> Diagnostics);
