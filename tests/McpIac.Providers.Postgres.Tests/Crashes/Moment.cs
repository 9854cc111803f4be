using McpIac.Providers.Handlers;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Tests.Crashes;

/// <summary>
/// A handler around another that copies the provider's record when a create has had its effect and before anybody could write that down: what is on the disk when the provider is killed just then.
/// </summary>
internal sealed class Moment(IResourceHandler inner, string record, string copy) : IResourceHandler
{
    public ResourceType Type => inner.Type;
    public bool Repeatable => inner.Repeatable;
    public bool Findable => inner.Findable;

    public IEnumerable<WireDiagnostic> Check(Datum properties, OperationContext context) => inner.Check(properties, context);

    public async Task<ResourceObject> CreateAsync(Datum properties, OperationContext context)
    {
        var made = await inner.CreateAsync(properties, context);
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(record)!, Path.GetFileName(record) + "*"))
        {
            // The record's lock belongs to the process that holds it.
            if (!file.EndsWith(".lock", StringComparison.Ordinal)) File.Copy(file, copy + file[record.Length..], overwrite: true);
        }

        return made;
    }

    public Task<ResourceObject?> FindAsync(Datum properties, OperationContext context) => inner.FindAsync(properties, context);

    public Task<ResourceObject?> ReadAsync(ResourceObject known, OperationContext context) => inner.ReadAsync(known, context);

    public Task<ResourceObject> UpdateAsync(ResourceObject prior, Datum properties, OperationContext context) => inner.UpdateAsync(prior, properties, context);

    public Task DeleteAsync(ResourceObject prior, OperationContext context) => inner.DeleteAsync(prior, context);

    public IAsyncEnumerable<ResourceObject> ListAsync(OperationContext context) => inner.ListAsync(context);
}
