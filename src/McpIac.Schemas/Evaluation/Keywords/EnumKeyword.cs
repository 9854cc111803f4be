using McpIac.Schemas.Data;
using McpIac.Schemas.Validation;

namespace McpIac.Schemas.Evaluation.Keywords;

/// <summary><c>enum</c>, and <c>const</c>, which is one of a single value.</summary>
internal sealed class EnumKeyword(IReadOnlyList<Datum> values) : Keyword
{
    private readonly HashSet<Datum> known = new(values, DatumComparer.Instance);

    public override Verdict Check(Evaluation run, Datum value, Evaluated? evaluated)
    {
        if (known.Contains(value)) return Verdict.Valid;
        if (run.Options.OfPrograms && Equality.Among(values, value) == Verdict.Undecided) return Verdict.Undecided;
        return run.Silent ? Verdict.Invalid : run.Fail(this, "enum", Rules.NoneOf(values, run.Show(value), run.Hides(value) ? null : value.AsText()));
    }
}
