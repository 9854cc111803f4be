namespace McpIac.Dsl;

/// <summary>The regular expression (ECMA-262) that the schema wants a text to match.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PatternAttribute(string pattern) : Attribute
{
    public string Pattern { get; } = pattern;
}
