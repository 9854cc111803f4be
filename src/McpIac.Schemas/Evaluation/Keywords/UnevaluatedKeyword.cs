using McpIac.Schemas.Data;
using McpIac.Schemas.Validation;

namespace McpIac.Schemas.Evaluation.Keywords;

/// <summary><c>unevaluatedProperties</c> or <c>unevaluatedItems</c>: what nothing beside it has looked at.</summary>
/// <param name="kind">Map or list.</param>
internal sealed class UnevaluatedKeyword(SchemaNode node, DatumKind kind) : Keyword
{
    public override Verdict Check(Evaluation run, Datum value, Evaluated? evaluated)
    {
        if (value.Kind != kind || evaluated is null) return Verdict.Valid;
        var verdict = Verdict.Valid;
        for (var i = 0; i < value.Members.Count + value.Items.Count; i++)
        {
            if (evaluated[i] == Verdict.Valid) continue;
            var index = i;
            var inner = evaluated[i] == Verdict.Invalid ? Left(run, value, i) : run.Quietly(() => Left(run, value, index)) == Verdict.Valid ? Verdict.Valid : Verdict.Undecided;
            verdict = verdict.And(inner);
            evaluated.Mark(i, Verdict.Valid);
        }

        return verdict;
    }

    private Verdict Left(Evaluation run, Datum value, int index)
    {
        if (kind == DatumKind.List) return run.Element(node, value, index);
        var member = value.Members[index];
        return !node.Never || run.Silent ? run.Member(node, member) : run.Fail(this, "unknownMember", Rules.Unknown(member.Key, []), member.Key);
    }
}
