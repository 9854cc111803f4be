using McpIac.Schemas.Data;

namespace McpIac.Schemas.Evaluation.Keywords;

/// <summary><c>$ref</c> or <c>$dynamicRef</c>.</summary>
/// <param name="dynamicAnchor">The name that is looked for again in what the schema was reached from; null when the reference means what it says.</param>
internal sealed class ReferenceKeyword(SchemaNode target, string? dynamicAnchor) : Keyword
{
    public override Verdict Check(Evaluation run, Datum value, Evaluated? evaluated) =>
        run.Apply(dynamicAnchor is null ? target : run.Dynamic(dynamicAnchor, target), value, evaluated);
}
