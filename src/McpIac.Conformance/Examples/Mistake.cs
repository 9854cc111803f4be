using McpIac.Schemas.Data;

namespace McpIac.Conformance.Examples;

/// <summary>Properties that are wrong in one place, which is known.</summary>
/// <param name="Path">JSON pointer to what is wrong.</param>
internal sealed record Mistake(Datum Properties, string Path);
