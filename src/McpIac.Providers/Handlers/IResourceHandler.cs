using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Handlers;

/// <summary>
/// One resource type of a provider, on untyped values. Most authors derive from <c>ResourceHandler&lt;TProperties, TOutputs&gt;</c> instead; the twin
/// implements this directly. Calls may overlap. Failures are <see cref="ProviderException"/>; anything else is reported as <c>internal</c>.
/// </summary>
public interface IResourceHandler
{
    /// <summary>The type as published; <see cref="ResourceType.Raw"/> is what <c>iac://schema</c> shows.</summary>
    ResourceType Type { get; }

    /// <summary>What the schema can't say. Called after the schema's own checks passed; values may be unknown markers.</summary>
    IEnumerable<WireDiagnostic> Check(Datum properties, OperationContext context);

    /// <summary>Makes the object. <paramref name="properties"/> are complete: defaults filled in, aliases resolved, validated.</summary>
    Task<ResourceObject> CreateAsync(Datum properties, OperationContext context);

    /// <summary>The object as it is now, or null when it is gone.</summary>
    Task<ResourceObject?> ReadAsync(ResourceObject known, OperationContext context);

    /// <summary>Changes it in place. Only called when the type declares <c>operations.update</c> and nothing immutable changes.</summary>
    Task<ResourceObject> UpdateAsync(ResourceObject prior, Datum properties, OperationContext context);

    /// <summary>Deletes it; deleting what isn't there succeeds.</summary>
    Task DeleteAsync(ResourceObject prior, OperationContext context);

    /// <summary>Everything of this type that exists, managed by us or not. Only called when the type declares <c>operations.list</c>.</summary>
    IAsyncEnumerable<ResourceObject> ListAsync(OperationContext context);
}

/// <summary>An object as its handler knows it.</summary>
/// <param name="Id">The provider's id, never empty.</param>
/// <param name="Outputs">Includes <c>id</c>.</param>
/// <param name="Private">The handler's own, kept by the orchestrator and given back unread.</param>
public sealed record ResourceObject(string Id, Datum Properties, Datum Outputs, string? Etag = null, Datum? Private = null);

/// <summary>What a handler is told besides the values.</summary>
/// <param name="Key">The change's idempotency key; empty for reads and checks.</param>
/// <param name="Name">The resource's name in the program.</param>
/// <param name="Progress">Phases for people to see.</param>
public sealed record OperationContext(string Key, string Urn, string Name, IProgress<string> Progress, CancellationToken Cancellation);

/// <summary>A failure that a handler understands.</summary>
public sealed class ProviderException(WireError error) : Exception(error.Message)
{
    public ProviderException(string code, string message, string sideEffects = "none", bool retryable = false, string? path = null)
        : this(new WireError(code, message, new WireErrorDetails(path, Retryable: retryable, SideEffects: sideEffects)))
    {
    }

    public WireError Error { get; } = error;
}
