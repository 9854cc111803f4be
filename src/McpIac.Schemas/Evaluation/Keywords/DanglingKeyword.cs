using McpIac.Schemas.Data;

namespace McpIac.Schemas.Evaluation.Keywords;

/// <summary>A reference that leads nowhere: whatever it would have said isn't known.</summary>
internal sealed class DanglingKeyword : Keyword
{
    public override Verdict Check(Evaluation run, Datum value, Evaluated? evaluated)
    {
        evaluated?.MarkAll(Verdict.Undecided);
        return Verdict.Undecided;
    }
}
