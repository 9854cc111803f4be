using McpIac.Providers.Handlers;
using McpIac.Schemas.Data;

namespace McpIac.Providers.Twin.Worlds;

/// <summary>A live object of the world.</summary>
internal sealed record TwinObject(string Type, string Urn, string Name, ResourceObject Value)
{
    public string Id => Value.Id;

    /// <summary>An output, else a property.</summary>
    public Datum? this[string name] => Value.Outputs[name] ?? Value.Properties[name];
}
