namespace McpIac.Schemas.Evaluation;

/// <summary>What is wrong with a schema, of which that part then judges nothing.</summary>
/// <param name="Location">Where, as a URI reference: <c>#/properties/a/$ref</c>, after the schema's own URI if it has one.</param>
/// <param name="Message">One sentence fragment.</param>
public sealed record SchemaProblem(string Location, string Message);
