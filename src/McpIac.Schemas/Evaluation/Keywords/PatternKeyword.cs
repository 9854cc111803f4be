using McpIac.Schemas.Data;
using McpIac.Schemas.Validation;

namespace McpIac.Schemas.Evaluation.Keywords;

/// <summary><c>pattern</c>.</summary>
internal sealed class PatternKeyword(string pattern) : Keyword
{
    public override Verdict Check(Evaluation run, Datum value, Evaluated? evaluated)
    {
        var verdict = value.AsText() is { } text ? Verdicts.Of(run.Matches(pattern, text)) : Verdict.Valid;
        return verdict == Verdict.Invalid ? run.Fail(this, "pattern", Rules.Pattern(pattern, run.Show(value))) : verdict;
    }
}
