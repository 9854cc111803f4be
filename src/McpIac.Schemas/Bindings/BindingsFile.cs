namespace McpIac.Schemas.Bindings;

/// <summary>One generated file.</summary>
/// <param name="HintName">A file name, unique in the catalog also without regard to case: <c>Opnsense.Network.Vlan.g.cs</c>.</param>
public sealed record BindingsFile(string HintName, string Source);
