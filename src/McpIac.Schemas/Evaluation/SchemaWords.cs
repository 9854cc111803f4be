using McpIac.Schemas.Data;

namespace McpIac.Schemas.Evaluation;

/// <summary>The keywords that have schemas inside.</summary>
internal static class SchemaWords
{
    public static readonly HashSet<string> Single = new(StringComparer.Ordinal)
    {
        "additionalProperties", "unevaluatedProperties", "unevaluatedItems", "items", "contains", "propertyNames", "not", "if", "then", "else", "contentSchema", "additionalItems",
    };

    public static readonly HashSet<string> Lists = new(StringComparer.Ordinal) { "allOf", "anyOf", "oneOf", "prefixItems", "items" };

    public static readonly HashSet<string> Maps = new(StringComparer.Ordinal) { "$defs", "definitions", "properties", "patternProperties", "dependentSchemas", "dependencies" };

    public static bool IsSchema(Datum value) => value.Kind is DatumKind.Map or DatumKind.Boolean;
}
