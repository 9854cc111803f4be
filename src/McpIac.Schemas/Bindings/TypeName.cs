namespace McpIac.Schemas.Bindings;

/// <summary>Where a resource type's class is: <c>Opnsense.Network</c> and <c>Vlan</c>.</summary>
public sealed record TypeName(string Namespace, string Class)
{
    public string FullName => Namespace + "." + Class;
}
