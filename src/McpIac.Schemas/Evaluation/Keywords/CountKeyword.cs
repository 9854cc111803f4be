using McpIac.Schemas.Data;
using McpIac.Schemas.Validation;

namespace McpIac.Schemas.Evaluation.Keywords;

/// <summary><c>minItems</c>, <c>maxItems</c>, <c>minProperties</c>, <c>maxProperties</c>.</summary>
internal sealed class CountKeyword(DatumKind kind, int? least, int? most) : Keyword
{
    public override Verdict Check(Evaluation run, Datum value, Evaluated? evaluated)
    {
        if (value.Kind != kind) return Verdict.Valid;
        var count = kind == DatumKind.Map ? value.Members.Count : value.Items.Count;
        return count < least || count > most ? run.Fail(this, "items", Rules.Count(count, kind == DatumKind.Map ? "entry" : "element", least, most)) : Verdict.Valid;
    }
}
