namespace McpIac.Dsl;

/// <summary>What something that the provider no longer has is called now, as C# names it: an editor can put it in the old name's place.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class)]
public sealed class RenamedToAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
