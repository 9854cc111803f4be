using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Absorptions;

/// <summary>How a program's source would say what is.</summary>
/// <param name="Patches">A file each, in the order of their paths.</param>
/// <param name="Values">What they change.</param>
/// <param name="Diagnostics">What can't be absorbed and why (MCI3070), or what is wrong with the program.</param>
public sealed record Absorption(IReadOnlyList<FilePatch> Patches, IReadOnlyList<AbsorbedValue> Values, IReadOnlyList<Diagnostic> Diagnostics);
