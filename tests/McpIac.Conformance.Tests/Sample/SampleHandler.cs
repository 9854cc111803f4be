using McpIac.Providers.Handlers;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using McpIac.Schemas.Snapshots;

namespace McpIac.Conformance.Tests.Sample;

/// <summary>A type that has everything that a check asks for: or, without updates, what else one asks for.</summary>
internal sealed class SampleHandler(string token, bool updates, SampleReality reality) : IResourceHandler
{
    public ResourceType Type { get; } = Read(token, updates);

    public IEnumerable<WireDiagnostic> Check(Datum properties, OperationContext context) => [];

    public async Task<ResourceObject> CreateAsync(Datum properties, OperationContext context)
    {
        await Task.Yield();
        return (context.Again ? reality.Stamped(context.Key) : null) ?? reality.Put(null, properties, context.Key);
    }

    public Task<ResourceObject?> ReadAsync(ResourceObject known, OperationContext context) => Task.FromResult(reality.Find(known.Id));

    public Task<ResourceObject> UpdateAsync(ResourceObject prior, Datum properties, OperationContext context) => Task.FromResult(reality.Put(prior.Id, properties, ""));

    public Task DeleteAsync(ResourceObject prior, OperationContext context)
    {
        reality.Remove(prior.Id);
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<ResourceObject> ListAsync(OperationContext context)
    {
        foreach (var found in reality.All)
        {
            await Task.Yield();
            yield return found;
        }
    }

    private static ResourceType Read(string token, bool updates)
    {
        var json = $$"""
            {
              "type": "{{token}}", "version": 1, "title": "Item", "description": "A thing.",
              "properties": {
                "type": "object", "required": ["size"], "additionalProperties": false,
                "properties": {
                  "size": { "type": "integer", "minimum": 1, "maximum": 100 },
                  "color": { "type": "string", "default": "red" },
                  "place": { "type": "string", "x-iac-immutable": true },
                  "notes": { "type": "string" },
                  "password": { "type": "string", "x-iac-sensitive": true }
                }
              },
              "outputs": {
                "type": "object", "required": ["id"],
                "properties": { "id": { "type": "string" }, "zone": { "type": "string" }, "key": { "type": "string" } }
              },
              "identity": ["id"], "naturalKeys": [], "operations": { "update": {{(updates ? "true" : "false")}}, "list": true, "import": true },
              "undo": { "create": "exact", "update": "exact", "delete": "recreate" }, "stateful": {{(updates ? "true" : "false")}}, "examples": [{ "size": 5, "place": "here", "notes": "n" }]
            }
            """;
        var (type, diagnostics) = ResourceTypeReader.Read(DatumReader.Read(json).Value!, token.Split(':')[0], "sample");
        return type ?? throw new InvalidOperationException(string.Join(" ", diagnostics.Select(d => d.Message)));
    }
}
