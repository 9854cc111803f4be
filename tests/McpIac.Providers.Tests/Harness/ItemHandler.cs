using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using McpIac.Providers.Handlers;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using McpIac.Schemas.Snapshots;

namespace McpIac.Providers.Tests.Harness;

/// <summary>A handler on Datum over a reality in memory, which outlives servers and can be changed behind their backs.</summary>
internal sealed class ItemHandler(Reality reality, string? type = null) : IResourceHandler
{
    public ResourceType Type { get; init; } = Read(type ?? "test:thing:item");
    public bool Repeatable { get; init; }
    public Func<Datum, OperationContext, Task>? OnCreate { get; init; }
    public Func<OperationContext, ResourceObject?>? OnFind { get; init; }
    public bool Findable => OnFind is not null;
    public Func<Datum, OperationContext, Task>? OnUpdate { get; init; }
    public Func<ResourceObject, OperationContext, Task>? OnDelete { get; init; }
    public Func<Datum, Datum>? OnForesee { get; init; }
    public bool Foresees => OnForesee is not null;
    public ConcurrentQueue<string> Calls { get; } = new();

    public IEnumerable<WireDiagnostic> Check(Datum properties, OperationContext context)
    {
        if (properties["size"]?.AsInteger() == 13) yield return new WireDiagnostic("error", "unlucky", "Thirteen is refused.", "/size", null);
    }

    public async Task<ResourceObject> CreateAsync(Datum properties, OperationContext context)
    {
        Calls.Enqueue($"create {context.Name}{(context.Again ? " again" : "")}");
        if (OnCreate is { } on) await on(properties, context);
        return reality.Add(Type.Token, properties);
    }

    public Task<Datum> ForeseeAsync(Datum properties, OperationContext context) => Task.FromResult(OnForesee?.Invoke(properties) ?? properties);

    public Task<ResourceObject?> FindAsync(Datum properties, OperationContext context)
    {
        Calls.Enqueue($"find {context.Key} {properties["size"]?.AsInteger()}{(properties["zone"] is { } zone ? " in " + zone.AsText() : "")}");
        return Task.FromResult(OnFind?.Invoke(context));
    }

    public Task<ResourceObject?> ReadAsync(ResourceObject known, OperationContext context) => Task.FromResult(reality.Find(Type.Token, known.Id));

    public async Task<ResourceObject> UpdateAsync(ResourceObject prior, Datum properties, OperationContext context)
    {
        Calls.Enqueue($"update {context.Name}");
        if (OnUpdate is { } on) await on(properties, context);
        return reality.Change(Type.Token, prior.Id, properties);
    }

    public async Task DeleteAsync(ResourceObject prior, OperationContext context)
    {
        Calls.Enqueue($"delete {context.Name}");
        if (OnDelete is { } on) await on(prior, context);
        reality.Remove(Type.Token, prior.Id);
    }

    public async IAsyncEnumerable<ResourceObject> ListAsync(OperationContext context)
    {
        foreach (var found in reality.All(Type.Token))
        {
            await Task.Yield();
            yield return found;
        }
    }

    private static ResourceType Read(string token)
    {
        using var document = JsonDocument.Parse($$"""
            {
              "type": "{{token}}", "version": 1, "title": "Item", "description": "A thing for tests.",
              "properties": {
                "type": "object", "required": ["size"], "additionalProperties": false,
                "properties": {
                  "size": { "type": "integer", "minimum": 1, "maximum": 100, "x-iac-aliases": ["bigness"] },
                  "color": { "type": "string", "default": "red", "x-iac-equal": "caseInsensitive" },
                  "place": { "type": "string", "x-iac-immutable": true },
                  "zone": { "type": "string", "x-iac-computed": true },
                  "password": { "type": "string", "x-iac-sensitive": true, "x-iac-writeOnly": true },
                  "notes": { "type": "string" },
                  "tags": { "type": "object", "additionalProperties": { "type": "string" } }
                }
              },
              "outputs": {
                "type": "object", "required": ["id"],
                "properties": { "id": { "type": "string" }, "token": { "type": "string", "x-iac-sensitive": true }, "zone": { "type": "string" } }
              },
              "identity": ["id"], "naturalKeys": [], "operations": { "update": true, "list": true, "import": true },
              "undo": { "create": "exact", "update": "exact", "delete": "recreate" }, "stateful": true
            }
            """);
        var (type, diagnostics) = ResourceTypeReader.Read(DatumJsonConverter.From(document.RootElement), token.Split(':')[0], "test");
        return type ?? throw new InvalidOperationException(string.Join(" ", diagnostics.Select(d => d.Message)));
    }
}

/// <summary>What really exists.</summary>
internal sealed class Reality
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string, string), ResourceObject> objects = [];
    private int next;

    public int Count
    {
        get { lock (gate) return objects.Count; }
    }

    public ResourceObject Add(string type, Datum properties)
    {
        lock (gate) return Put(type, $"i-{++next}", properties, 1);
    }

    public ResourceObject Change(string type, string id, Datum properties)
    {
        lock (gate) return Put(type, id, properties, int.Parse(objects[(type, id)].Etag!, System.Globalization.CultureInfo.InvariantCulture) + 1);
    }

    public ResourceObject? Find(string type, string id)
    {
        lock (gate) return objects.GetValueOrDefault((type, id));
    }

    public void Remove(string type, string id)
    {
        lock (gate) objects.Remove((type, id));
    }

    public ResourceObject[] All(string type)
    {
        lock (gate) return [.. objects.Where(o => o.Key.Item1 == type).Select(o => o.Value)];
    }

    private ResourceObject Put(string type, string id, Datum properties, int version)
    {
        var complete = properties["zone"] is null ? properties.With("zone", Datum.Of("z1")) : properties;
        var outputs = Datum.MapOf([new("id", Datum.Of(id)), new("token", Datum.Of($"token-of-{id}")), new("zone", complete["zone"] ?? Datum.Null)]);
        return objects[(type, id)] = new ResourceObject(id, complete, outputs, version.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
