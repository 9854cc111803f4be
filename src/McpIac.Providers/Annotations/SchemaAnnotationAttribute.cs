using System.Text.Json;
using System.Text.Json.Nodes;

namespace McpIac.Providers.Annotations;

/// <summary>What a property's schema says beyond its C# type. On a member of a properties or outputs record.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public abstract class SchemaAnnotationAttribute : Attribute
{
    internal abstract void Apply(JsonObject schema);

    private protected static JsonNode? Node(object? value) => JsonSerializer.SerializeToNode(value);
}

/// <summary>JSON Schema's <c>format</c>: <c>cidr</c>, <c>ipv4</c>, <c>ipv6</c>, <c>mac</c>, <c>hostname</c>, <c>port</c>, <c>arn</c>, <c>uuid</c>, <c>duration</c>, <c>uri</c>, <c>pem</c>, ….</summary>
public sealed class FormatAttribute(string format) : SchemaAnnotationAttribute
{
    internal override void Apply(JsonObject schema) => schema["format"] = format;
}

/// <summary>The value when nothing is given. A constructor parameter's own default says the same for texts, numbers and booleans.</summary>
public sealed class DefaultAttribute(object value) : SchemaAnnotationAttribute
{
    internal override void Apply(JsonObject schema) => schema["default"] = Node(value);
}

/// <summary>A change replaces the object.</summary>
public sealed class ImmutableAttribute : SchemaAnnotationAttribute
{
    internal override void Apply(JsonObject schema) => schema["x-iac-immutable"] = true;
}

/// <summary>Never shown, logged or stored in the clear.</summary>
public sealed class SensitiveAttribute : SchemaAnnotationAttribute
{
    internal override void Apply(JsonObject schema) => schema["x-iac-sensitive"] = true;
}

/// <summary>Taken but never given back.</summary>
public sealed class WriteOnlyAttribute : SchemaAnnotationAttribute
{
    internal override void Apply(JsonObject schema) => schema["x-iac-writeOnly"] = true;
}

/// <summary>Chosen by the provider when it isn't given.</summary>
public sealed class ComputedAttribute : SchemaAnnotationAttribute
{
    internal override void Apply(JsonObject schema) => schema["x-iac-computed"] = true;
}

/// <summary>Other accepted names.</summary>
public sealed class AliasesAttribute(params string[] names) : SchemaAnnotationAttribute
{
    internal override void Apply(JsonObject schema) => schema["x-iac-aliases"] = Node(names);
}

/// <summary>Outputs that this may refer to: <c>aws:vpc:subnet#id</c>.</summary>
public sealed class RefAttribute(params string[] targets) : SchemaAnnotationAttribute
{
    /// <summary>Any other text is accepted too.</summary>
    public bool OrText { get; init; }

    internal override void Apply(JsonObject schema)
    {
        schema["x-iac-ref"] = targets.Length == 1 ? targets[0] : Node(targets);
        if (OrText) schema["x-iac-ref-or-text"] = true;
    }
}

/// <summary>What a twin derives a plausible value from: <c>${subnetId.cidrBlock}</c>.</summary>
public sealed class FromAttribute(string template) : SchemaAnnotationAttribute
{
    internal override void Apply(JsonObject schema) => schema["x-iac-from"] = template;
}

/// <summary>A list whose order carries no meaning.</summary>
public sealed class UnorderedAttribute : SchemaAnnotationAttribute
{
    internal override void Apply(JsonObject schema) => schema["x-iac-unordered"] = true;
}

/// <summary>What counts as no change: <c>json</c>, <c>caseInsensitive</c>, <c>cidr</c> or <c>duration</c>.</summary>
public sealed class EqualAttribute(string mode) : SchemaAnnotationAttribute
{
    internal override void Apply(JsonObject schema) => schema["x-iac-equal"] = mode;
}

/// <summary>The unit that a number counts: <c>GiB</c>, <c>s</c>.</summary>
public sealed class UnitAttribute(string unit) : SchemaAnnotationAttribute
{
    internal override void Apply(JsonObject schema) => schema["x-iac-unit"] = unit;
}

/// <summary>Plausible values.</summary>
public sealed class ExamplesAttribute(params object[] values) : SchemaAnnotationAttribute
{
    internal override void Apply(JsonObject schema) => schema["examples"] = Node(values);
}

/// <summary>A plausible value that is no text and no number, as JSON.</summary>
public sealed class JsonExampleAttribute(string json) : SchemaAnnotationAttribute
{
    internal override void Apply(JsonObject schema) => schema["examples"] = new JsonArray(JsonNode.Parse(json));
}

/// <summary>What is said of each item of a list of texts, or of each value of a map of texts.</summary>
public sealed class ItemsAttribute : SchemaAnnotationAttribute
{
    public string? Description { get; init; }

    public string? Pattern { get; init; }

    /// <summary>The values that there are.</summary>
    public string[] Values { get; init; } = [];

    /// <summary>Outputs that an item may refer to: <c>docker:network:network#id</c>.</summary>
    public string[] Refs { get; init; } = [];

    /// <summary>Any other text is accepted too.</summary>
    public bool OrText { get; init; }

    /// <summary>No item comes twice.</summary>
    public bool Unique { get; init; }

    /// <summary>What the names of a map match.</summary>
    public string? Names { get; init; }

    internal override void Apply(JsonObject schema)
    {
        if (Unique) schema["uniqueItems"] = true;
        if (Names is not null) schema["propertyNames"] = new JsonObject { ["pattern"] = Names };
        if ((schema["items"] ?? schema["additionalProperties"]) is not JsonObject item) return;
        if (Description is not null) item["description"] = Description;
        if (Pattern is not null) item["pattern"] = Pattern;
        if (Values.Length > 0) item["enum"] = Node(Values);
        if (Refs.Length > 0) new RefAttribute(Refs) { OrText = OrText }.Apply(item);
    }
}
