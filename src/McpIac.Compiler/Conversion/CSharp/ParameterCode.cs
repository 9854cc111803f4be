using McpIac.Dsl.Parameters;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Conversion.CSharp;

/// <summary>The call that declares a parameter.</summary>
internal static class ParameterCode
{
    private static readonly Dictionary<string, string> Arguments = new(StringComparer.Ordinal)
    {
        ["minimum"] = "min", ["maximum"] = "max", ["minLength"] = "minLength", ["maxLength"] = "maxLength", ["pattern"] = "pattern", ["description"] = "description", ["enum"] = "allowed",
    };

    /// <summary>By its type, else by its default.</summary>
    public static CSharpType.Scalar TypeOf(DeclaredParameter parameter) => (parameter.Schema["type"]?.AsText(), parameter.Schema["default"]) switch
    {
        ("integer", _) => CSharpType.Whole,
        ("number", _) => CSharpType.Number,
        ("boolean", _) or (null, { Kind: DatumKind.Boolean }) => CSharpType.Truth,
        (null, { Kind: DatumKind.Number } number) => number.AsInteger() is null ? CSharpType.Number : CSharpType.Whole,
        _ => CSharpType.Text,
    };

    /// <summary>The code, and what of the parameter it leaves out.</summary>
    public static (string Code, Diagnostic? Problem) Of(DeclaredParameter parameter)
    {
        var type = TypeOf(parameter);
        var rules = parameter.Schema.Members.Where(m => IsWritten(m, parameter, type)).Select(m => $", {Arguments[m.Key]}: {Value(m.Value, m.Key is "enum" or "description" or "pattern" ? type : CSharpType.Number)}");
        var byDefault = parameter.Schema["default"] is { } value && !parameter.IsSecret ? $", {Value(value, type)}" : "";
        string[] lost = [.. parameter.Schema.Members.Select(m => m.Key).Where(k => k is not ("type" or "default") && (!Arguments.ContainsKey(k) || parameter.IsSecret && k == "enum"))];
        var name = $"{(parameter.IsSecret ? "SecretParameter" : "Parameter")}{(type == CSharpType.Text && (parameter.IsSecret || byDefault.Length > 0) ? "" : $"<{type.Name}>")}";
        return ($"{name}({CSharpLiterals.Quote(parameter.Name)}{byDefault}{string.Concat(rules)})",
            lost.Length == 0 ? null : ConversionProblems.Lost($"{string.Join(", ", lost)} of the parameter {parameter.Name}", parameter.Place));
    }

    // The bounds of 64 bits are those of C#'s type.
    private static bool IsWritten(KeyValuePair<string, Datum> rule, DeclaredParameter parameter, CSharpType.Scalar type) => Arguments.ContainsKey(rule.Key) && !(parameter.IsSecret && rule.Key == "enum")
        && !(type == CSharpType.Whole && (rule.Key == "minimum" && rule.Value.AsInteger() == long.MinValue || rule.Key == "maximum" && rule.Value.AsInteger() == long.MaxValue));

    private static string Value(Datum value, CSharpType.Scalar type) => value.Kind switch
    {
        DatumKind.Text => CSharpLiterals.Quote(value.AsText() ?? ""),
        DatumKind.Boolean => value.ToString(),
        DatumKind.List => $"[{string.Join(", ", value.Items.Select(i => Value(i, type)))}]",
        _ => CSharpLiterals.Number(value, type == CSharpType.Whole) ?? "default",
    };
}
