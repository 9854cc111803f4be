namespace McpIac.Dsl;

/// <summary>How few and how many characters or elements the schema allows; -1 where it has no limit.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LengthAttribute(int minimum, int maximum) : Attribute
{
    public int Minimum { get; } = minimum;

    public int Maximum { get; } = maximum;
}
