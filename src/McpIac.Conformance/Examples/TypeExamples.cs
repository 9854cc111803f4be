using McpIac.Schemas.Data;

namespace McpIac.Conformance.Examples;

/// <summary>What an author says about a type, so that real objects can be made of it.</summary>
/// <param name="Create">Its properties; a text may hold <c>{unique}</c>, which is another word for each object. Null leaves them to the schema's examples.</param>
/// <param name="Update">Properties that replace those of <paramref name="Create"/> for a change in place; null leaves it to the schema.</param>
/// <param name="Replace">The same for a change that replaces the object.</param>
/// <param name="Skip">Why no object of the type can be made here; null when some can.</param>
public sealed record TypeExamples(Datum? Create = null, Datum? Update = null, Datum? Replace = null, string? Skip = null);
