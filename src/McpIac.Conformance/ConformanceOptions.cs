using McpIac.Conformance.Examples;

namespace McpIac.Conformance;

/// <param name="Examples">What an author says about types, by token; for the others the schema's examples are taken.</param>
/// <param name="Only">Ids of checks, or their families (<c>lifecycle</c>), that are run; null for all.</param>
/// <param name="CallTimeout">How long one call may take; two minutes when null.</param>
/// <param name="Began">Told of each check before it runs, with the type it looks at: for a display. Called on the run's own thread.</param>
public sealed record ConformanceOptions(
    IReadOnlyDictionary<string, TypeExamples>? Examples = null, IReadOnlyCollection<string>? Only = null, TimeSpan? CallTimeout = null, Action<string, string?>? Began = null);
