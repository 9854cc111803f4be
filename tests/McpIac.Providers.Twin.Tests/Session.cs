using System.Text.Json;
using McpIac.Providers.Servers;
using McpIac.Providers.Twin.Faults;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace McpIac.Providers.Twin.Tests;

/// <summary>A twin and a real client of it, in one process.</summary>
internal sealed class Session : IAsyncDisposable
{
    private readonly ProviderServer server;

    private Session(ProviderServer server, McpClient client) => (this.server, Client) = (server, client);

    public McpClient Client { get; }

    public static Task<Session> StartAsync(string provider, string? world = null, FaultPlan? faults = null) => StartAsync(Snapshots.Catalog.Providers.Single(p => p.Name == provider), world, faults);

    public static async Task<Session> StartAsync(ProviderSchema provider, string? world = null, FaultPlan? faults = null)
    {
        var server = TwinProvider.Create(provider, world, faults);
        return new Session(server, await McpClient.CreateAsync(server.ConnectInMemory()));
    }

    public static WireChange Create(string type, string name, string properties) =>
        new(Guid.NewGuid().ToString(), "create", type, name, $"test/{type}/{name}", Properties: Parse(properties));

    public static WireChange Update(WireResource resource, string properties) =>
        new(Guid.NewGuid().ToString(), "update", resource.Type, resource.Name, resource.Urn!, resource.Id,
            new WirePrior(resource.Properties, resource.Outputs, resource.Etag, resource.Private), Parse(properties));

    public static WireChange Delete(WireResource resource) =>
        new(Guid.NewGuid().ToString(), "delete", resource.Type, resource.Name, resource.Urn!, resource.Id,
            new WirePrior(resource.Properties, resource.Outputs, resource.Etag, resource.Private));

    public async Task<Envelope<T>> CallAsync<T>(string tool, object args)
    {
        var result = await Client.CallToolAsync(new CallToolRequestParams
        {
            Name = tool,
            Arguments = JsonSerializer.SerializeToElement(args, args.GetType(), Wire.Options).EnumerateObject().ToDictionary(m => m.Name, m => m.Value),
        }, TestContext.Current.CancellationToken);
        return result.StructuredContent!.Value.Deserialize<Envelope<T>>(Wire.Options)!;
    }

    public async Task<WireChangeResult> ApplyAsync(WireChange change) =>
        Assert.Single((await CallAsync<ApplyData>("applyDeployment", new ApplyArguments("test", Changes: [change]))).Data!.Results);

    public async Task<WireResource> MadeAsync(WireChange change)
    {
        var result = await ApplyAsync(change);
        Assert.True(result.Outcome == "applied", $"{result.Outcome}: {result.Error}");
        return result.Resource!;
    }

    /// <summary>Applies a deletion that must succeed.</summary>
    public async Task GoneAsync(WireChange change)
    {
        var result = await ApplyAsync(change);
        Assert.True(result.Outcome is "applied" or "noop", $"{result.Outcome}: {result.Error}");
    }

    public async Task<WireResource?> GetAsync(WireResource resource) =>
        (await CallAsync<WireResource>("getResource", new GetArguments(Urn: resource.Urn))).Data;

    public static Datum Parse(string json) => DatumReader.Read(json).Value ?? throw new ArgumentException(json);

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await server.DisposeAsync();
    }
}
