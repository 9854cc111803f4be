namespace McpIac.Dsl;

/// <summary>The type token of a generated class, <c>aws:vpc:subnet</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SchemaTypeAttribute(string token) : Attribute
{
    public string Token { get; } = token;
}
