using McpIac.Schemas.Data;
using McpIac.Schemas.Validation;

namespace McpIac.Schemas.Evaluation.Keywords;

/// <summary><c>prefixItems</c> and <c>items</c>.</summary>
/// <param name="others">Of the elements behind the first ones; null when nothing is said of them.</param>
internal sealed class ElementsKeyword(IReadOnlyList<SchemaNode> first, SchemaNode? others) : Keyword
{
    public override Verdict Check(Evaluation run, Datum value, Evaluated? evaluated)
    {
        if (value.Kind != DatumKind.List) return Verdict.Valid;
        if (others?.Never == true && value.Items.Count > first.Count) return TooMany(run, value, evaluated);
        return CheckEach(run, value, evaluated);
    }

    private Verdict CheckEach(Evaluation run, Datum value, Evaluated? evaluated)
    {
        var verdict = Verdict.Valid;
        for (var i = 0; i < value.Items.Count; i++)
        {
            if ((i < first.Count ? first[i] : others) is not { } node) break;
            evaluated?.Mark(i, Verdict.Valid);
            if (!node.Never || i < first.Count) verdict = verdict.And(run.Element(node, value, i));
            if (verdict == Verdict.Invalid && run.Silent) break;
        }

        return verdict;
    }

    private Verdict TooMany(Evaluation run, Datum value, Evaluated? evaluated)
    {
        if (run.Silent) return Verdict.Invalid;
        CheckEach(run, value, evaluated);
        return run.Fail(this, "items", Rules.Count(value.Items.Count, "element", null, first.Count));
    }
}
