using McpIac.Conformance.Peers;
using McpIac.Conformance.Tests.Faults;
using McpIac.Engine.Connections;
using McpIac.Providers.Servers;
using McpIac.Providers.Stores;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Conformance.Tests.Sample;

/// <summary>A server in this process that can be "killed": the next one has its record and its reality. Broken as a fault says.</summary>
internal sealed class SampleHost(Fault? fault) : IPeerHost, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mciacc-kit-").FullName;
    private readonly SampleReality stones = new();
    private int opened;

    public SampleReality Reality { get; } = new();

    public string? CantRestart => null;

    public async Task<(IPeer? Peer, Diagnostic? Problem)> OpenAsync(CancellationToken cancellation)
    {
        var server = new ProviderServer(new ProviderOptions("sample", "1.0", Log: _ => { }) { TaskAfter = TimeSpan.Zero },
            [new SampleHandler("sample:thing:item", updates: true, Reality), new SampleHandler("sample:thing:stone", updates: false, stones)],
            ProviderStore.Open(Path.Combine(folder, "sample.world.jsonl"), flushes: false));
        var (connection, problem) = await McpConnection.OverAsync("sample", server.ConnectInMemory(), new McpConnectionOptions(), cancellation);
        if (connection is null) return (null, problem);
        var peer = new SamplePeer(new McpPeer((McpConnection)connection, TimeSpan.FromSeconds(30)), server);
        return (fault is null ? peer : new FaultyPeer(peer, fault, opened++), null);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
