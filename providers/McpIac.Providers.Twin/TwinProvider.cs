using McpIac.Providers.Handlers;
using McpIac.Providers.Servers;
using McpIac.Providers.Stores;
using McpIac.Providers.Twin.Faults;
using McpIac.Providers.Twin.Handlers;
using McpIac.Providers.Twin.Mocks;
using McpIac.Providers.Twin.Values;
using McpIac.Providers.Twin.Worlds;
using McpIac.Schemas.Catalogs;

namespace McpIac.Providers.Twin;

/// <summary>An MCP server made from a schema snapshot alone.</summary>
public static class TwinProvider
{
    // Says in every answer that no real provider spoke.
    // Says in every answer that no real provider spoke.
    private const string Twin = "twin";

    /// <param name="worldPath">The world file; null keeps it in memory.</param>
    /// <param name="faults">Shared by all twins of a run, so that "the fifth step" counts over all of them; null for none.</param>
    /// <param name="mocks">Outputs that are fixed instead of made up; of several for one object the last counts, output by output.</param>
    /// <param name="foreignPath">A file of objects that are there without anybody here having made them; null, or no file, for none.</param>
    /// <exception cref="StoreException">A file can't be used.</exception>
    public static ProviderServer Create(ProviderSchema schema, string? worldPath, FaultPlan? faults = null, IReadOnlyList<MockedOutputs>? mocks = null, string? foreignPath = null)
    {
        var foreign = ForeignObject.Read(foreignPath, schema);
        var store = ProviderStore.Open(worldPath, flushes: false);
        var world = new TwinWorld(store.Objects().Select(o =>
            new TwinObject(o.Type, o.Urn, o.Name, new ResourceObject(o.Id, o.Properties, o.Outputs, o.Etag, o.Private))));
        var rules = new WorldRules(schema, world);

        // One that was taken over and changed is the store's, and one that was deleted since is gone.
        foreach (var item in foreign.Where(f => store.Find(f.Type.Token, f.Id) is null && !store.WasDeleted(f.Type.Token, f.Id)))
        {
            var outputs = new ObjectBuilder(new ObjectRequest(item.Type, $"/{item.Type.Token}/{item.Id}", item.Name, 0, item.Properties) { Mocked = item.Outputs }, world, rules).Build().Outputs;
            world.Put(new TwinObject(item.Type.Token, "", item.Name, new ResourceObject(item.Id, item.Properties, outputs)));
        }

        return new ProviderServer(
            new ProviderOptions(schema.Name, VersionOf(schema), faults?.Hooks(schema.Name)),
            [.. schema.Types.Select(WithId).Select(t => new TwinHandler(t, world, rules) { Mocks = [.. (mocks ?? []).Where(m => m.Type == t.Token)] })],
            store);
    }

    // The version that it stands for, with a word on the build, which no range of versions looks at.
    private static string VersionOf(ProviderSchema schema) =>
        schema.Version.Length == 0 ? Twin : schema.Version + (schema.Version.Contains('+', StringComparison.Ordinal) ? "." : "+") + Twin;

    // Data sources and actions have no id of their own, but a twin keeps all it has by one.
    private static ResourceType WithId(ResourceType type) => type.Outputs.Member("id") is not null ? type
        : type with { Outputs = type.Outputs with { Members = [new ShapeMember("id", new Shape { Kind = ShapeKind.Text }, Required: true, Aliases: []), .. type.Outputs.Members] } };
}
