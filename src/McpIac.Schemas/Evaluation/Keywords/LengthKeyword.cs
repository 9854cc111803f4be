using McpIac.Schemas.Data;
using McpIac.Schemas.Validation;

namespace McpIac.Schemas.Evaluation.Keywords;

/// <summary><c>minLength</c> or <c>maxLength</c>.</summary>
internal sealed class LengthKeyword(int? least, int? most) : Keyword
{
    public override Verdict Check(Evaluation run, Datum value, Evaluated? evaluated)
    {
        if (value.AsText() is not { } text) return Verdict.Valid;
        var length = Rules.CodePoints(text);
        return length < least || length > most ? run.Fail(this, "length", Rules.Length(length, least, most, run.Show(value))) : Verdict.Valid;
    }
}
