using McpIac.Schemas.Data;
using McpIac.Schemas.Validation;

namespace McpIac.Schemas.Evaluation.Keywords;

/// <summary><c>contains</c> with <c>minContains</c> and <c>maxContains</c>.</summary>
internal sealed class ContainsKeyword(SchemaNode node, int least, int? most) : Keyword
{
    private const string Such = " that the schema looks for";

    public override Verdict Check(Evaluation run, Datum value, Evaluated? evaluated)
    {
        if (value.Kind != DatumKind.List) return Verdict.Valid;
        var (sure, possible) = Count(run, value, evaluated);
        if (sure > most || sure + possible < least) return run.Silent ? Verdict.Invalid : run.Fail(this, "contains", Rules.Count(sure, "element", least, most, Such));
        return sure >= least && !(sure + possible > most) ? Verdict.Valid : Verdict.Undecided;
    }

    private (int Sure, int Possible) Count(Evaluation run, Datum list, Evaluated? evaluated)
    {
        var (sure, possible) = (0, 0);
        for (var i = 0; i < list.Items.Count; i++)
        {
            var index = i;
            var verdict = run.Quietly(() => run.Element(node, list, index));
            evaluated?.Mark(i, verdict);
            if (verdict == Verdict.Valid) sure++;
            else if (verdict == Verdict.Undecided) possible++;
        }

        return (sure, possible);
    }
}
