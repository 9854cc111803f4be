using McpIac.Providers.Handlers;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Tests.Harness;

/// <summary>Makes everything in part only.</summary>
internal sealed class PartialHandler(Reality reality) : IResourceHandler
{
    private readonly ItemHandler inner = new(reality);

    public ResourceType Type => inner.Type;
    public IEnumerable<WireDiagnostic> Check(Datum properties, OperationContext context) => [];
    public async Task<ResourceObject> CreateAsync(Datum properties, OperationContext context) =>
        await inner.CreateAsync(properties, context) with { Partial = "The disk is missing." };
    public Task<ResourceObject?> ReadAsync(ResourceObject known, OperationContext context) => inner.ReadAsync(known, context);
    public Task<ResourceObject> UpdateAsync(ResourceObject prior, Datum properties, OperationContext context) => inner.UpdateAsync(prior, properties, context);
    public Task DeleteAsync(ResourceObject prior, OperationContext context) => inner.DeleteAsync(prior, context);
    public IAsyncEnumerable<ResourceObject> ListAsync(OperationContext context) => inner.ListAsync(context);
}
