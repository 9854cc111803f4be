using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using McpIac.Providers.Annotations;

namespace McpIac.Providers.Typing;

/// <summary>JSON Schema 2020-12 of a record, from the contract that its serializer really follows, and from its members' attributes.</summary>
internal static class RecordSchema
{
    /// <summary>The schema of a typed handler's record.</summary>
    public static JsonObject Of(Type type) => Of(type, TypedJson.Strict);

    public static JsonObject Of(Type type, JsonSerializerOptions options) =>
        options.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform }) as JsonObject
            ?? throw new InvalidOperationException($"{type.Name} makes no JSON Schema of an object.");

    private static JsonNode Transform(JsonSchemaExporterContext context, JsonNode node)
    {
        // "Anything" is true; many clients know only objects.
        var schema = node as JsonObject ?? [];
        WithoutNull(schema);
        if (schema["enum"] is not null && schema["type"] is null) schema["type"] = "string";
        if (context.TypeInfo.Kind == JsonTypeInfoKind.Object && schema["properties"] is JsonObject members)
        {
            Require(context.TypeInfo, schema);
            foreach (var property in context.TypeInfo.Properties) if (members[property.Name] is JsonObject member) Annotate(property, member);
        }

        return schema;
    }

    // Absent is how nothing is said; null isn't.
    private static void WithoutNull(JsonObject schema)
    {
        if (schema["type"] is JsonArray types)
        {
            var rest = types.Select(t => t?.GetValue<string>()).Where(t => t != "null").ToArray();
            schema["type"] = rest.Length == 1 ? rest[0] : new JsonArray([.. rest.Select(t => (JsonNode?)t)]);
        }

        if (schema["enum"] is JsonArray values && values.Any(v => v is null)) schema["enum"] = new JsonArray([.. values.Where(v => v is not null).Select(v => v?.DeepClone())]);
        if (schema.TryGetPropertyValue("default", out var @default) && @default is null) schema.Remove("default");
    }

    private static void Require(JsonTypeInfo type, JsonObject schema)
    {
        string[] required = [.. type.Properties.Where(IsRequired).Select(p => p.Name)];
        schema.Remove("required");
        if (required.Length > 0) schema["required"] = new JsonArray([.. required.Select(n => (JsonNode)n)]);
    }

    private static bool IsRequired(JsonPropertyInfo property) => property.AssociatedParameter is { } parameter
        ? !parameter.HasDefaultValue && !parameter.IsNullable && !property.IsGetNullable && Nullable.GetUnderlyingType(property.PropertyType) is null
        : property.IsRequired;

    // From the parent, because what a converter of its own writes has no schema that could be annotated before.
    private static void Annotate(JsonPropertyInfo property, JsonObject member)
    {
        WithoutNull(member);
        var own = property.AttributeProvider?.GetCustomAttributes(inherit: true) ?? [];
        var parameter = property.AssociatedParameter?.AttributeProvider?.GetCustomAttributes(inherit: true) ?? [];
        foreach (var attribute in own.Concat(parameter).OfType<Attribute>()) Apply(attribute, member);
    }

    private static void Apply(Attribute attribute, JsonObject schema)
    {
        switch (attribute)
        {
            case DescriptionAttribute description: schema["description"] = description.Description; break;
            case RangeAttribute range: Range(range, schema); break;
            case RegularExpressionAttribute pattern: schema["pattern"] = pattern.Pattern; break;
            case AllowedValuesAttribute allowed: schema["enum"] = JsonSerializer.SerializeToNode(allowed.Values); break;
            case StringLengthAttribute length: Length(schema, length.MinimumLength, length.MaximumLength); break;
            case LengthAttribute length: Length(schema, length.MinimumLength, length.MaximumLength); break;
            case MinLengthAttribute length: Length(schema, length.Length, null); break;
            case MaxLengthAttribute length: Length(schema, 0, length.Length); break;
            case SchemaAnnotationAttribute annotation: annotation.Apply(schema); break;
        }
    }

    private static void Range(RangeAttribute range, JsonObject schema)
    {
        schema[range.MinimumIsExclusive ? "exclusiveMinimum" : "minimum"] = JsonSerializer.SerializeToNode(range.Minimum);
        schema[range.MaximumIsExclusive ? "exclusiveMaximum" : "maximum"] = JsonSerializer.SerializeToNode(range.Maximum);
    }

    private static void Length(JsonObject schema, int least, int? most)
    {
        var what = schema["type"]?.ToString() == "array" ? "Items" : "Length";
        if (least > 0) schema["min" + what] = least;
        if (most is { } largest) schema["max" + what] = largest;
    }
}
