using System.Text.Json;
using McpIac.Dsl.Expressions;
using McpIac.Dsl.Syntax;
using McpIac.Schemas.Data;

namespace McpIac.Testing;

/// <summary>Values as tests compare them: texts, booleans, whole numbers as <see cref="int"/> where they fit, other numbers as <see cref="double"/>, lists, dictionaries.</summary>
internal static class DotNetValue
{
    /// <summary>What a value says that isn't shown, or isn't known.</summary>
    public const string Secret = "(secret)", Unknown = "(not known)";

    public static object? Of(Datum value) => value["$iac"]?.AsText() switch
    {
        "secret" or "fingerprint" => Secret,
        "unknown" => Unknown,
        _ => value.Kind switch
        {
            DatumKind.Null => null,
            DatumKind.Boolean => value.AsBoolean(),
            DatumKind.Number => Number(value),
            DatumKind.List => value.Items.Select(Of).ToList(),
            DatumKind.Map => value.Members.ToDictionary(m => m.Key, m => Of(m.Value), StringComparer.Ordinal),
            _ => value.AsText(),
        },
    };

    /// <summary>The same of an expression; what refers to a resource in text form, as it stands in YAML.</summary>
    public static object? Of(Expression expression, SyntaxPrinter printer) => expression switch
    {
        Literal literal => Of(literal.Value),
        McpIac.Dsl.Expressions.Secret => Secret,
        ListExpression list => list.Items.Select(i => Of(i, printer)).ToList(),
        MapExpression map => map.Members.ToDictionary(m => m.Key, m => Of(m.Value, printer), StringComparer.Ordinal),
        _ => printer.Template(expression),
    };

    /// <summary>The JSON value of an object, members named as they are written.</summary>
    public static Datum ToDatum(object? value) => value as Datum ?? DatumReader.Read(JsonSerializer.Serialize(value)).Value ?? Datum.Null;

    // Each boxed as what it is: without the casts all would become the type that they have in common.
    private static object? Number(Datum value) => value.AsInteger() switch
    {
        null => (object?)value.AsDouble(),
        >= int.MinValue and <= int.MaxValue and var whole => (object)(int)whole,
        var whole => (object)whole,
    };
}
