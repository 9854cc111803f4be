using McpIac.Schemas.Data;
using McpIac.Schemas.Validation;

namespace McpIac.Schemas.Evaluation.Keywords;

/// <summary><c>type</c>.</summary>
internal sealed class TypeKeyword(IReadOnlyList<string> types) : Keyword
{
    public override Verdict Check(Evaluation run, Datum value, Evaluated? evaluated)
    {
        foreach (var type in types)
        {
            if (Is(type, value, run.Options.OfPrograms)) return Verdict.Valid;
        }

        return run.Silent ? Verdict.Invalid : run.Fail(this, "type", Message(run, value));
    }

    private static bool Is(string type, Datum value, bool ofPrograms) => value.Kind switch
    {
        DatumKind.Null => type == "null",
        DatumKind.Boolean => type == "boolean",
        DatumKind.Text => type == "string",
        DatumKind.List => type == "array",
        DatumKind.Map => type == "object",
        _ => type == "number" || type == "integer" && (ofPrograms ? value.AsInteger() is not null : ExactNumber.Of(value.NumberText ?? "0").IsWhole),
    };

    private string Message(Evaluation run, Datum value)
    {
        var shown = run.Show(value);
        if (value.IsNull) return $"null is no {string.Join(" and no ", types.Select(Name))}";
        if (types.Count == 1 && types[0] == "integer" && value.Kind == DatumKind.Number) return run.Options.OfPrograms ? Rules.NotWhole(shown) : $"{shown} is no whole number";
        return Rules.WrongKind(string.Join(" or ", types.Select(t => t switch { "null" => "null", "object" => "an object", _ => "a " + Name(t) })), value, shown);
    }

    private static string Name(string type) => type switch { "string" => "text", "array" => "list", "integer" => "whole number", _ => type };
}
