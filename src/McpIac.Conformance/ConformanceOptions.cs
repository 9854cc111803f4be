using McpIac.Conformance.Examples;

namespace McpIac.Conformance;

/// <param name="Examples">What an author says about types, by token; for the others the schema's examples are taken.</param>
/// <param name="Only">Ids of checks, or their families (<c>lifecycle</c>), that are run; null for all.</param>
/// <param name="CallTimeout">How long one call may take; two minutes when null.</param>
public sealed record ConformanceOptions(
    IReadOnlyDictionary<string, TypeExamples>? Examples = null, IReadOnlyCollection<string>? Only = null, TimeSpan? CallTimeout = null);
