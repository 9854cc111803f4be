using System.Text.Json;
using McpIac.Providers.Servers;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace McpIac.Providers.Sessions;

/// <summary>A provider and a real client of it, in one process; how it is started each provider's tests say. Docker's tests have this file too.</summary>
internal sealed partial class Session : IAsyncDisposable
{
    private readonly ProviderServer server;

    private Session(ProviderServer server, McpClient client) => (this.server, Client) = (server, client);

    public McpClient Client { get; }

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

    /// <summary>Applies what must be refused without any effect.</summary>
    public async Task<string> RefusedAsync(WireChange change)
    {
        var result = await ApplyAsync(change);
        Assert.Equal(("failed", "none"), (result.Outcome, result.Error?.Details?.SideEffects));
        return result.Error!.Code;
    }

    public async Task<WireResource> GetAsync(WireResource resource) =>
        (await CallAsync<WireResource>("getResource", new GetArguments(Urn: resource.Urn))).Data ?? throw new InvalidOperationException($"no {resource.Urn}");

    public Task<Envelope<WireResource>> AskAsync(string key) => CallAsync<WireResource>("getResource", new GetArguments(Key: key));

    /// <summary>What planning the resource again would do to it, and where.</summary>
    public async Task<string> PlannedAsync(WireResource resource, string properties)
    {
        var plan = await CallAsync<PlanData>("planDeployment", new PlanArguments(
            "test", Resources: [new WireResourceDeclaration(resource.Type, resource.Name, Parse(properties), resource.Urn)], Options: new PlanOptions(DryRun: true)));
        var change = plan.Data!.Changes.Single(c => c.Action != "delete");
        return string.Join(' ', change.Diff.Select(d => d.Path).Order(StringComparer.Ordinal).Prepend(change.Action));
    }

    public static Datum Parse(string json) => DatumReader.Read(json).Value ?? throw new ArgumentException(json);

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await server.DisposeAsync();
    }
}
