using McpIac.Providers.Handlers;
using McpIac.Schemas.Data;

namespace McpIac.Providers.Twin.Worlds;

/// <summary>A live object of the world.</summary>
internal sealed record TwinObject(string Type, string Urn, string Name, ResourceObject Value)
{
    public string Id => Value.Id;

    /// <summary>Nobody here made it: it is there to be read and referred to, and is in no one's way.</summary>
    public bool IsImagined { get; init; }

    /// <summary>An output, else a property.</summary>
    public Datum? this[string name] => Value.Outputs[name] ?? Value.Properties[name];
}
