using McpIac.Providers.Secrets;
using McpIac.Providers.Typing;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Handlers;

/// <summary>
/// A resource type as a class with two records: <typeparamref name="TProperties"/> is what authors write, <typeparamref name="TOutputs"/> what the provider
/// yields. Carries <see cref="Annotations.ResourceTypeAttribute"/>; the records' members carry <c>[Description]</c>, <c>[Range]</c>,
/// <c>[RegularExpression]</c>, <c>[Length]</c>, <c>[AllowedValues]</c> and the attributes of <see cref="Annotations"/>. A constructor parameter without a
/// default, or a <c>required</c> member, is a required property. Override <see cref="UpdateAsync"/> to allow updates in place, <see cref="ListAsync"/> to list.
/// </summary>
public abstract class ResourceHandler<TProperties, TOutputs> : IResourceHandler
    where TProperties : class
    where TOutputs : class
{
    /// <exception cref="InvalidOperationException">The class has no [ResourceType], or its records make no schema.</exception>
    protected ResourceHandler() => Type = TypeSchema.Of(GetType(), typeof(TProperties), typeof(TOutputs), Overrides(nameof(UpdateAsync)), Overrides(nameof(ListAsync)), Overrides(nameof(ForeseeAsync)));

    public ResourceType Type { get; }

    /// <inheritdoc cref="IResourceHandler.Repeatable"/>
    public virtual bool Repeatable => false;

    /// <summary>True for a class that overrides <see cref="FindAsync"/>.</summary>
    public bool Findable => Overrides(nameof(FindAsync));

    /// <summary>True for a class that overrides <see cref="ForeseeAsync"/>.</summary>
    public bool Foresees => Overrides(nameof(ForeseeAsync));

    /// <summary>What the schema can't say. Only called when every value is known.</summary>
    protected virtual IEnumerable<WireDiagnostic> Check(TProperties properties, OperationContext context) => [];

    protected abstract Task<Live<TProperties, TOutputs>> CreateAsync(TProperties properties, OperationContext context);

    /// <summary>The object as it is now, or null when it is gone.</summary>
    protected abstract Task<Live<TProperties, TOutputs>?> ReadAsync(Live<TProperties, TOutputs> known, OperationContext context);

    /// <inheritdoc cref="IResourceHandler.FindAsync"/>
    protected virtual Task<Live<TProperties, TOutputs>?> FindAsync(TProperties properties, OperationContext context) => Task.FromResult<Live<TProperties, TOutputs>?>(null);

    /// <inheritdoc cref="IResourceHandler.ForeseeAsync"/>
    protected virtual Task<TProperties> ForeseeAsync(TProperties properties, OperationContext context) => Task.FromResult(properties);

    /// <summary>Changes the object in place; nothing immutable differs.</summary>
    protected virtual Task<Live<TProperties, TOutputs>> UpdateAsync(Live<TProperties, TOutputs> prior, TProperties properties, OperationContext context) =>
        throw new ProviderException(ErrorCodes.Unsupported, $"Objects of the type {Type.Token} can't be updated, only replaced.");

    /// <summary>Deletes the object; deleting what isn't there succeeds.</summary>
    protected abstract Task DeleteAsync(Live<TProperties, TOutputs> prior, OperationContext context);

    /// <summary>Everything of this type that exists, managed here or not.</summary>
    protected virtual async IAsyncEnumerable<Live<TProperties, TOutputs>> ListAsync(OperationContext context)
    {
        await Task.CompletedTask;
        yield break;
    }

    IEnumerable<WireDiagnostic> IResourceHandler.Check(Datum properties, OperationContext context) =>
        Markers.Find(properties) is null ? Check(TypedJson.Read<TProperties>(properties), context) : [];

    async Task<ResourceObject> IResourceHandler.CreateAsync(Datum properties, OperationContext context) =>
        Untyped(await CreateAsync(TypedJson.Read<TProperties>(properties), context));

    async Task<ResourceObject?> IResourceHandler.ReadAsync(ResourceObject known, OperationContext context) =>
        await ReadAsync(Typed(known), context) is { } live ? Untyped(live) : null;

    async Task<ResourceObject?> IResourceHandler.FindAsync(Datum properties, OperationContext context) =>
        await FindAsync(TypedJson.ReadRecorded<TProperties>(properties), context) is { } live ? Untyped(live) : null;

    async Task<Datum> IResourceHandler.ForeseeAsync(Datum properties, OperationContext context) =>
        TypedJson.Write(await ForeseeAsync(TypedJson.Read<TProperties>(properties), context));

    async Task<ResourceObject> IResourceHandler.UpdateAsync(ResourceObject prior, Datum properties, OperationContext context) =>
        Untyped(await UpdateAsync(Typed(prior), TypedJson.Read<TProperties>(properties), context));

    Task IResourceHandler.DeleteAsync(ResourceObject prior, OperationContext context) => DeleteAsync(Typed(prior), context);

    async IAsyncEnumerable<ResourceObject> IResourceHandler.ListAsync(OperationContext context)
    {
        await foreach (var live in ListAsync(context)) yield return Untyped(live);
    }

    private static Live<TProperties, TOutputs> Typed(ResourceObject known) =>
        new(known.Id, TypedJson.ReadRecorded<TProperties>(known.Properties), TypedJson.ReadRecorded<TOutputs>(known.Outputs), known.Etag, known.Private);

    private static ResourceObject Untyped(Live<TProperties, TOutputs> live)
    {
        var outputs = TypedJson.Write(live.Outputs);
        return new ResourceObject(live.Id, TypedJson.Write(live.Properties),
            outputs["id"] is null ? outputs.With("id", Datum.Of(live.Id)) : outputs, live.Etag, live.Private, live.Partial);
    }

    private bool Overrides(string method) => GetType().GetMethods(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Public)
        .Any(m => m.Name == method && m.GetBaseDefinition().DeclaringType == typeof(ResourceHandler<TProperties, TOutputs>) && m.DeclaringType != typeof(ResourceHandler<TProperties, TOutputs>));
}
