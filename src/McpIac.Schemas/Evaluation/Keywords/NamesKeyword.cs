using McpIac.Schemas.Data;

namespace McpIac.Schemas.Evaluation.Keywords;

/// <summary><c>propertyNames</c>.</summary>
internal sealed class NamesKeyword(SchemaNode node) : Keyword
{
    public override Verdict Check(Evaluation run, Datum value, Evaluated? evaluated) =>
        value.Members.Aggregate(Verdict.Valid, (verdict, member) => verdict.And(run.Name(node, member.Key)));
}
