using McpIac.Dsl.Parameters;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Conversion.CSharp;

/// <summary>The call that declares a secret parameter.</summary>
internal static class SecretParameterCode
{
    private static readonly Dictionary<string, (string Name, bool IsText)> Arguments = new(StringComparer.Ordinal)
    {
        ["minimum"] = ("min", false), ["maximum"] = ("max", false), ["minLength"] = ("minLength", false), ["maxLength"] = ("maxLength", false), ["pattern"] = ("pattern", true), ["description"] = ("description", true),
    };

    public static CSharpType.Scalar TypeOf(DeclaredParameter parameter) => parameter.Schema["type"]?.AsText() switch
    {
        "integer" => CSharpType.Whole,
        "number" => CSharpType.Number,
        "boolean" => CSharpType.Truth,
        _ => CSharpType.Text,
    };

    /// <summary>The code, and what of the parameter it leaves out.</summary>
    public static (string Code, Diagnostic? Problem) Of(DeclaredParameter parameter)
    {
        var type = TypeOf(parameter);
        var bounds = type == CSharpType.Whole ? parameter.Schema.Members.Where(m => !(m.Key == "minimum" && m.Value.AsInteger() == long.MinValue || m.Key == "maximum" && m.Value.AsInteger() == long.MaxValue)) : parameter.Schema.Members;
        var written = bounds.Where(m => Arguments.ContainsKey(m.Key)).Select(m => $", {Arguments[m.Key].Name}: {(Arguments[m.Key].IsText ? CSharpLiterals.Quote(m.Value.AsText() ?? "") : CSharpLiterals.Number(m.Value, whole: false) ?? "0")}");
        string[] lost = [.. parameter.Schema.Members.Select(m => m.Key).Where(k => k is not "type" && !Arguments.ContainsKey(k))];
        return ($"SecretParameter{(type == CSharpType.Text ? "" : $"<{type.Name}>")}({CSharpLiterals.Quote(parameter.Name)}{string.Concat(written)})",
            lost.Length == 0 ? null : ConversionProblems.Lost($"{string.Join(", ", lost)} of the parameter {parameter.Name}", parameter.Place));
    }
}
