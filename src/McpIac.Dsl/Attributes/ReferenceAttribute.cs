namespace McpIac.Dsl;

/// <summary>The outputs that may be referred to here, <c>aws:vpc:subnet#id</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ReferenceAttribute(params string[] targets) : Attribute
{
    public IReadOnlyList<string> Targets { get; } = targets;

    /// <summary>Besides those any text is accepted.</summary>
    public bool OrText { get; init; }
}
