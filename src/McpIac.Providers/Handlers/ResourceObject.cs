using McpIac.Schemas.Data;

namespace McpIac.Providers.Handlers;

/// <summary>An object as its handler knows it.</summary>
/// <param name="Id">The provider's id, never empty.</param>
/// <param name="Properties">
/// From a handler: complete, secrets in the clear (the server masks them). To a handler: secrets are missing, because the store keeps only their fingerprints.
/// </param>
/// <param name="Outputs">Includes <c>id</c>.</param>
/// <param name="Private">The handler's own, kept by the orchestrator and given back unread.</param>
/// <param name="Partial">Why the object exists but isn't as asked; null when it is.</param>
public sealed record ResourceObject(string Id, Datum Properties, Datum Outputs, string? Etag = null, Datum? Private = null, string? Partial = null)
{
    /// <summary>One of which nothing but the id is known.</summary>
    public static ResourceObject Bare(string id) => new(id, Datum.EmptyMap, Datum.MapOf([new("id", Datum.Of(id))]));
}
