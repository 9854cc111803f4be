using McpIac.Schemas.Data;

namespace McpIac.Schemas.Catalogs;

internal sealed partial class SchemaReading
{
    private static readonly string[] AboutTexts = ["pattern", "minLength", "maxLength", "format"];
    private static readonly string[] AboutNumbers = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];

    private (ShapeKind Kind, bool Nullable) KindOf(Datum schema, SchemaPlace place)
    {
        var names = schema["type"] is not { } type ? [] : type.Kind == DatumKind.List ? type.Items : [type];
        var kinds = new List<ShapeKind>();
        var nullable = false;
        foreach (var name in names)
        {
            switch (name.AsText())
            {
                case "null": nullable = true; break;
                case "string": kinds.Add(ShapeKind.Text); break;
                case "integer": kinds.Add(ShapeKind.Integer); break;
                case "number": kinds.Add(ShapeKind.Number); break;
                case "boolean": kinds.Add(ShapeKind.Boolean); break;
                case "array": kinds.Add(ShapeKind.List); break;
                case "object": kinds.Add(ObjectOrMap(schema)); break;
                default: Senseless(place.To("type"), $"JSON Schema knows no type {name}"); break;
            }
        }

        return (kinds.Count == 0 ? Inferred(schema, names.Count > 0) : Single(kinds), nullable);
    }

    private static ShapeKind Single(List<ShapeKind> kinds)
    {
        if (kinds.TrueForAll(k => k == kinds[0])) return kinds[0];
        return kinds.TrueForAll(k => k is ShapeKind.Integer or ShapeKind.Number) ? ShapeKind.Number : ShapeKind.Any;
    }

    /// <summary>
    /// The kind of a schema without <c>type</c>. The specification lets such a schema accept other types too; what is meant is what its keywords are about.
    /// </summary>
    private static ShapeKind Inferred(Datum schema, bool typeGiven)
    {
        if (typeGiven) return ShapeKind.Any;
        if (schema["properties"] is not null || schema["additionalProperties"] is { Kind: DatumKind.Map }) return ObjectOrMap(schema);
        if (schema["items"] is not null || schema["prefixItems"] is not null) return ShapeKind.List;
        var values = ValuesOf(schema);
        if (values.Count == 0) return AboutTexts.Any(k => schema[k] is not null) ? ShapeKind.Text : AboutNumbers.Any(k => schema[k] is not null) ? ShapeKind.Number : ShapeKind.Any;
        var known = values.Where(v => !v.IsNull).ToArray();
        return known.Length == 0 || known.Any(v => v.Kind != known[0].Kind) ? ShapeKind.Any : known[0].Kind switch
        {
            DatumKind.Text => ShapeKind.Text,
            DatumKind.Boolean => ShapeKind.Boolean,
            DatumKind.Number => values.All(v => v.IsNull || v.AsInteger() is not null) ? ShapeKind.Integer : ShapeKind.Number,
            _ => ShapeKind.Any,
        };
    }

    private static ShapeKind ObjectOrMap(Datum schema) =>
        schema["properties"] is { Members.Count: > 0 } || schema["additionalProperties"]?.AsBoolean() == false && schema["patternProperties"] is null
            ? ShapeKind.Object
            : ShapeKind.Map;

    private static IReadOnlyList<Datum> ValuesOf(Datum schema) =>
        schema["const"] is { } only ? [only] : schema["enum"] is { Kind: DatumKind.List } values ? values.Items : [];
}
