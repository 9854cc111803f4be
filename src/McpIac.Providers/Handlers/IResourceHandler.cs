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

    /// <summary>
    /// True when a create that a crash interrupted can be followed by a create under another key without leaving two objects: its effect is only what it
    /// returns, or it makes the same object again. Otherwise an interrupted change stays in doubt until it is sent again under its own key.
    /// </summary>
    bool Repeatable => false;

    /// <summary>True when <see cref="FindAsync"/> tells what became of a create that a crash interrupted, because the key is stamped on what it makes.</summary>
    bool Findable => false;

    /// <summary>
    /// The object that the create under <see cref="OperationContext.Key"/> made, whole or in part; null when it made none and won't any more. Only called when <see cref="Findable"/>.
    /// </summary>
    /// <param name="properties">As the create got them, with what was foreseen (<see cref="ForeseeAsync"/>); when somebody asks about it, without its secrets.</param>
    Task<ResourceObject?> FindAsync(Datum properties, OperationContext context) => Task.FromResult<ResourceObject?>(null);

    /// <summary>What the schema can't say. Called after the schema's own checks passed; values may be unknown markers.</summary>
    IEnumerable<WireDiagnostic> Check(Datum properties, OperationContext context);

    /// <summary>True when <see cref="ForeseeAsync"/> tells more than the schema does; the type then declares <c>operations.plan</c>.</summary>
    bool Foresees => false;

    /// <summary>
    /// The properties as the object will keep them: what only the provider fills in, and texts in its own form. Asked for plans, and before a create or an update, which get what this returns; so what is
    /// planned is what is made. Changes nothing.
    /// </summary>
    /// <param name="properties">Complete, and without unknown values and secrets in a plan: with one, the plan says only what was asked for.</param>
    Task<Datum> ForeseeAsync(Datum properties, OperationContext context) => Task.FromResult(properties);

    /// <summary>Makes the object. <paramref name="properties"/> are complete: defaults filled in, aliases resolved, validated.</summary>
    Task<ResourceObject> CreateAsync(Datum properties, OperationContext context);

    /// <summary>The object as it is now, or null when it is gone.</summary>
    /// <param name="known">As recorded; of an object that isn't recorded here only the id.</param>
    Task<ResourceObject?> ReadAsync(ResourceObject known, OperationContext context);

    /// <summary>An object that the asker doesn't manage and that isn't recorded here, or null when there is none. A twin, which has nothing else to go by, makes it up.</summary>
    Task<ResourceObject?> LookAsync(string id, OperationContext context) => ReadAsync(ResourceObject.Bare(id), context);

    /// <summary>Changes it in place. Only called when the type declares <c>operations.update</c> and nothing immutable changes.</summary>
    Task<ResourceObject> UpdateAsync(ResourceObject prior, Datum properties, OperationContext context);

    /// <summary>Deletes it; deleting what isn't there succeeds.</summary>
    Task DeleteAsync(ResourceObject prior, OperationContext context);

    /// <summary>Everything of this type that exists, managed by us or not. Only called when the type declares <c>operations.list</c>.</summary>
    IAsyncEnumerable<ResourceObject> ListAsync(OperationContext context);
}
