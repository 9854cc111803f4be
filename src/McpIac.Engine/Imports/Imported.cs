using McpIac.Plans.States;

namespace McpIac.Engine.Imports;

/// <summary>What exists and is to be taken over.</summary>
/// <param name="Clear">With secret outputs, for this process's memory alone.</param>
/// <param name="Recorded">As state has it.</param>
internal sealed record Imported(ResourceState Clear, ResourceState Recorded);
