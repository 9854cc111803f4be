using McpIac.Schemas.Data;

namespace McpIac.Providers.Handlers;

/// <summary>An object as a typed handler knows it.</summary>
/// <param name="Id">The provider's id, never empty.</param>
/// <param name="Properties">
/// From a handler: complete, secrets in the clear. To a handler: as recorded, where secrets are missing (null, or their type's default), because only their
/// fingerprints are kept; of an object that isn't recorded here everything is missing.
/// </param>
/// <param name="Outputs">The output <c>id</c> is added when the record has none.</param>
/// <param name="Private">The handler's own, kept by the orchestrator and given back unread.</param>
/// <param name="Partial">Why the object exists but isn't as asked; null when it is.</param>
public sealed record Live<TProperties, TOutputs>(
    string Id, TProperties Properties, TOutputs Outputs, string? Etag = null, Datum? Private = null, string? Partial = null);
