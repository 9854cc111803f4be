using McpIac.Schemas.Data;
using McpIac.Schemas.Validation;

namespace McpIac.Schemas.Evaluation.Keywords;

/// <summary><c>required</c>, and <c>dependentRequired</c> of one member.</summary>
/// <param name="beside">The member whose presence makes the others required; null for always.</param>
internal sealed class RequiredKeyword(IReadOnlyList<string> names, string? beside = null) : Keyword
{
    public override Verdict Check(Evaluation run, Datum value, Evaluated? evaluated)
    {
        if (value.Kind != DatumKind.Map || beside is not null && value[beside] is null) return Verdict.Valid;
        var verdict = Verdict.Valid;
        foreach (var name in names)
        {
            if (value[name] is null) verdict = run.Silent ? Verdict.Invalid : run.Fail(this, "required", beside is null ? Rules.Missing : $"is required beside {beside} and isn't set", name);
        }

        return verdict;
    }
}
