using McpIac.Schemas.Diagnostics;

namespace McpIac.Generators;

/// <summary>A snapshot that isn't used, since an earlier file is of the same provider.</summary>
internal sealed record SurplusSnapshot(string Path, Diagnostic Problem);
