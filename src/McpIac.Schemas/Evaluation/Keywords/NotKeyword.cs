using McpIac.Schemas.Data;

namespace McpIac.Schemas.Evaluation.Keywords;

/// <summary><c>not</c>.</summary>
/// <param name="required">What the schema that is ruled out requires, when that is all it says; else null.</param>
internal sealed class NotKeyword(SchemaNode node, IReadOnlyList<string>? required) : Keyword
{
    public override Verdict Check(Evaluation run, Datum value, Evaluated? evaluated) => run.Quietly(() => run.Apply(node, value, null)) switch
    {
        Verdict.Valid => run.Silent ? Verdict.Invalid : run.Fail(this, "not", Message(run, value)),
        Verdict.Invalid => Verdict.Valid,
        _ => Verdict.Undecided,
    };

    private string Message(Evaluation run, Datum value) => required switch
    {
        { Count: 1 } => $"may not have {required[0]}",
        { Count: > 1 } => $"may not have {string.Join(", ", required.Take(required.Count - 1))} and {required[required.Count - 1]} together",
        _ when value.Kind is DatumKind.List or DatumKind.Map => "is what the schema rules out",
        _ => $"{run.Show(value)} is what the schema rules out",
    };
}
