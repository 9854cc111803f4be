using McpIac.Providers.Handlers;
using McpIac.Providers.Twin.Handlers;
using McpIac.Providers.Twin.Worlds;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Snapshots;

namespace McpIac.Providers.Twin.Tests;

/// <summary>A twin's handlers over one world, without a server.</summary>
internal sealed class TestWorld
{
    private readonly Dictionary<string, TwinHandler> handlers;

    public TestWorld(ProviderSchema schema)
    {
        var world = new TwinWorld([]);
        var rules = new WorldRules(schema, world);
        handlers = schema.Types.ToDictionary(t => t.Token, t => new TwinHandler(t, world, rules));
    }

    public List<string> Progress { get; } = [];

    public static TestWorld Of(string provider) => new(Snapshots.Catalog.Providers.Single(p => p.Name == provider));

    /// <summary>A world of types written as JSON; the provider is <c>x</c>.</summary>
    public static TestWorld OfTypes(params string[] types)
    {
        var snapshot = $$"""{ "mciacc": 1, "provider": "x", "source": { "server": "x", "version": "1" }, "tools": [], "types": [ {{string.Join(',', types)}} ] }""";
        var (catalog, diagnostics) = CatalogLoader.Load([new SnapshotSource("x.mcp.json", snapshot)]);
        Assert.DoesNotContain(diagnostics, d => d.Severity == Schemas.Diagnostics.Severity.Error);
        return new TestWorld(catalog.Providers.Single());
    }

    public TwinHandler this[string type] => handlers[type];

    public Task<ResourceObject> Create(string type, string name, string properties) => Create(type, name, Parse(properties));

    public Task<ResourceObject> Create(string type, string name, Datum properties) => handlers[type].CreateAsync(properties, Context(type, name));

    public Task<ResourceObject> Update(string type, string name, ResourceObject prior, string properties) =>
        handlers[type].UpdateAsync(prior, Parse(properties), Context(type, name));

    public Task Delete(string type, string name, ResourceObject prior) => handlers[type].DeleteAsync(prior, Context(type, name));

    public OperationContext Context(string type, string name) => new(
        Guid.NewGuid().ToString(), $"test/{type}/{name}", name, new Recorder(Progress), TestContext.Current.CancellationToken);

    public static Datum Parse(string json) => DatumReader.Read(json).Value ?? throw new ArgumentException(json);

    private sealed class Recorder(List<string> notes) : IProgress<string>
    {
        public void Report(string value) => notes.Add(value);
    }
}
