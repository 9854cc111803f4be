using System.Text.Json;
using McpIac.Providers.Tests.Harness;
using McpIac.Schemas.Protocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace McpIac.Providers.Tests.Servers;

public sealed class StdioTests
{
    // Under load a process may take longer to start than the library waits before it takes a server for an old one.
    private static readonly McpClientOptions Patient = new() { InitializationTimeout = TimeSpan.FromMinutes(2), DiscoverProbeTimeout = Timeout.InfiniteTimeSpan };

    [Fact]
    public async Task ServerInItsOwnProcess_SpeaksTheProtocolAlone_AndKeepsItsWorld()
    {
        using var folder = new TempFolder();
        var cancellation = TestContext.Current.CancellationToken;
        var change = Session.Create("p", Session.Map(("weight", 5)), "k1", "example:beach:pebble");
        var arguments = JsonSerializer.SerializeToElement(new ApplyArguments("d", Changes: [change]), Wire.Options).EnumerateObject().ToDictionary(m => m.Name, m => m.Value);
        for (var run = 0; run < 2; run++)
        {
            var transport = Transport(folder);
            await using var client = await McpClient.CreateAsync(transport, Patient, cancellationToken: cancellation);
            var result = await client.CallToolAsync(new CallToolRequestParams { Name = "applyDeployment", Arguments = arguments }, cancellation);
            var envelope = result.StructuredContent!.Value.Deserialize<Envelope<ApplyData>>(Wire.Options)!;
            Assert.Equal(("applied", "pebble-k1"), (envelope.Data!.Results[0].Outcome, envelope.Data.Results[0].Resource!.Id));
        }

        using var store = McpIac.Providers.Stores.ProviderStore.Open(folder.World);
        Assert.Equal("pebble-k1", Assert.Single(store.Objects()).Id);
    }

    [Fact]
    public async Task FirstRequest_MayBeForTheTools()
    {
        using var folder = new TempFolder();
        await using var client = await McpClient.CreateAsync(Transport(folder), Patient, cancellationToken: TestContext.Current.CancellationToken);
        var tools = await client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Contains(tools, t => t.Name == "applyDeployment");
    }

    private static StdioClientTransport Transport(TempFolder folder) => new(new StdioClientTransportOptions
    {
        Command = "dotnet",
        Arguments = [Path.Combine(AppContext.BaseDirectory, "McpIac.Providers.Tests.Server.dll"), folder.World],
    });
}
