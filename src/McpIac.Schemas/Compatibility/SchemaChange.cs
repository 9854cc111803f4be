using McpIac.Schemas.Data;

namespace McpIac.Schemas.Compatibility;

/// <summary>One difference between two snapshots of a provider.</summary>
/// <param name="Type">The token of the type it is about.</param>
/// <param name="Path">Within the type, as a program would say it: <c>healthCheck.path</c>, <c>rules[].port</c>; empty for the type as a whole.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Text">The same as half a sentence about the path: "is required now", "may be at most 4000, and was 4094".</param>
/// <param name="Was">What it was, where that is a value; for what went away, its schema.</param>
/// <param name="RenamedTo">What it is probably called now.</param>
public sealed record SchemaChange(ChangeImpact Impact, string Type, string Path, ChangeKind Kind, string Text, Datum? Was = null, string? RenamedTo = null);
