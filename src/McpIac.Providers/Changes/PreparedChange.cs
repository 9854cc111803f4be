using McpIac.Providers.Handlers;
using McpIac.Providers.Secrets;
using McpIac.Providers.Stores;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Changes;

/// <summary>A change that its handler may be asked to make.</summary>
/// <param name="Properties">Normal form, validated; null for a delete.</param>
/// <param name="Recorded">What the store knows of the object; null for a create, and when it is only known to the sender.</param>
/// <param name="Prior">What the handler is told about before; null for a create.</param>
internal sealed record PreparedChange(
    WireChange Wire, IResourceHandler Handler, SecretValues Secrets, Datum? Properties, StoredObject? Recorded, ResourceObject? Prior, bool Replacing);
