using McpIac.Schemas.Data;

namespace McpIac.Schemas.Evaluation.Keywords;

/// <summary><c>allOf</c>, and <c>dependentSchemas</c> of one member.</summary>
/// <param name="beside">The member whose presence makes the schemas apply; null for always.</param>
internal sealed class AllOfKeyword(IReadOnlyList<SchemaNode> nodes, string? beside = null) : Keyword
{
    public override Verdict Check(Evaluation run, Datum value, Evaluated? evaluated)
    {
        var verdict = Verdict.Valid;
        if (beside is not null && value[beside] is null) return verdict;
        foreach (var node in nodes)
        {
            verdict = verdict.And(run.Apply(node, value, evaluated));
            if (verdict == Verdict.Invalid && run.Silent) break;
        }

        return verdict;
    }
}
