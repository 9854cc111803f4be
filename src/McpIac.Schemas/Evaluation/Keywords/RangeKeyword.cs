using McpIac.Schemas.Data;
using McpIac.Schemas.Validation;

namespace McpIac.Schemas.Evaluation.Keywords;

/// <summary><c>minimum</c>, <c>maximum</c>, <c>exclusiveMinimum</c>, <c>exclusiveMaximum</c>.</summary>
internal sealed class RangeKeyword(RangeBound bound) : Keyword
{
    public override Verdict Check(Evaluation run, Datum value, Evaluated? evaluated) =>
        value.Kind != DatumKind.Number || bound.Admits(value) ? Verdict.Valid : run.Fail(this, "range", bound.Broken(run.Show(value)));
}
