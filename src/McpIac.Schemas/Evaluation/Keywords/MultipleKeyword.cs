using McpIac.Schemas.Data;

namespace McpIac.Schemas.Evaluation.Keywords;

/// <summary><c>multipleOf</c>.</summary>
internal sealed class MultipleKeyword(Datum divisor) : Keyword
{
    private readonly ExactNumber exact = ExactNumber.Of(divisor.NumberText ?? "1");

    public override Verdict Check(Evaluation run, Datum value, Evaluated? evaluated)
    {
        if (value.NumberText is not { } text) return Verdict.Valid;
        var verdict = Verdicts.Of(ExactNumber.Of(text).IsMultipleOf(exact));
        return verdict == Verdict.Invalid ? run.Fail(this, "multiple", $"{run.Show(value)} is no multiple of {divisor}") : verdict;
    }
}
