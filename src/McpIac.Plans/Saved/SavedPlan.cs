using McpIac.Plans.Planning;

namespace McpIac.Plans.Saved;

/// <summary>A plan with what it was made for, so that it can be shown, signed, and applied elsewhere and later, without the program.</summary>
/// <param name="Environment">The project's environment; null for none.</param>
/// <param name="Twin">Every provider but <c>local</c> was a twin.</param>
/// <param name="Assets">Files and folders whose contents are in it: kind, path from the program's folder, SHA-256.</param>
public sealed record SavedPlan(Plan Plan, string? Environment, bool Twin, IReadOnlyList<SavedAsset> Assets);

/// <param name="Kind">See <see cref="Dsl.Expressions.External"/>: an asset or an archive.</param>
public sealed record SavedAsset(string Kind, string Path, string Sha256);
