namespace McpIac.Dsl;

/// <summary>The format that the schema wants a text to have: <c>cidr</c>, <c>ipv4</c>, <c>uuid</c> ….</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FormatAttribute(string format) : Attribute
{
    public string Format { get; } = format;
}
