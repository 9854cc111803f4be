namespace McpIac.Dsl;

/// <summary>What the provider changed about the property since an earlier snapshot, for whoever relies on what was.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ChangedAttribute(string change) : Attribute
{
    /// <summary>A sentence.</summary>
    public string Change { get; } = change;
}
