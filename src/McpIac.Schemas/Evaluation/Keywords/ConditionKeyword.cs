using McpIac.Schemas.Data;

namespace McpIac.Schemas.Evaluation.Keywords;

/// <summary><c>if</c> with <c>then</c> and <c>else</c>.</summary>
internal sealed class ConditionKeyword(SchemaNode condition, SchemaNode? then, SchemaNode? otherwise) : Keyword
{
    public override Verdict Check(Evaluation run, Datum value, Evaluated? evaluated)
    {
        var own = evaluated is null ? null : new Evaluated(value);
        var holds = run.Quietly(() => run.Apply(condition, value, own));
        if (own is not null) evaluated?.Add(own, holds);
        if (holds != Verdict.Undecided) return (holds == Verdict.Valid ? then : otherwise) is { } chosen ? run.Apply(chosen, value, evaluated) : Verdict.Valid;
        return Doubtful(run, then, value, evaluated).And(Doubtful(run, otherwise, value, evaluated));
    }

    private static Verdict Doubtful(Evaluation run, SchemaNode? node, Datum value, Evaluated? evaluated)
    {
        if (node is null) return Verdict.Valid;
        var own = evaluated is null ? null : new Evaluated(value);
        var verdict = run.Quietly(() => run.Apply(node, value, own));
        if (own is not null) evaluated?.Add(own, Verdict.Undecided);
        return verdict == Verdict.Valid ? Verdict.Valid : Verdict.Undecided;
    }
}
