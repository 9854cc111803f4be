using McpIac.Schemas.Data;
using McpIac.Schemas.Validation;

namespace McpIac.Schemas.Evaluation.Keywords;

/// <summary><c>uniqueItems</c>.</summary>
internal sealed class UniqueKeyword : Keyword
{
    public override Verdict Check(Evaluation run, Datum value, Evaluated? evaluated)
    {
        if (value.Kind != DatumKind.List) return Verdict.Valid;
        var repeated = Repeated(value, run.Options.OfPrograms, out var undecided);
        return repeated is not null ? run.Fail(this, "unique", Rules.Twice(run.Show(repeated))) : undecided ? Verdict.Undecided : Verdict.Valid;
    }

    /// <summary>The first element that was there before; null when there is none.</summary>
    /// <param name="standIns">Two elements that aren't known needn't be equal, though what stands for them is.</param>
    public static Datum? Repeated(Datum list, bool standIns, out bool undecided)
    {
        undecided = false;
        var seen = new HashSet<Datum>(DatumComparer.Instance);
        foreach (var item in list.Items)
        {
            if (standIns && StandIns.In(item)) undecided = true;
            else if (!seen.Add(item)) return item;
        }

        return null;
    }
}
