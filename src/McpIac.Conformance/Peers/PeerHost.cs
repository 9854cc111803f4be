using McpIac.Engine.Connections;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Conformance.Peers;

/// <summary>A server that the engine connects to.</summary>
internal sealed class PeerHost(
    Func<CancellationToken, Task<(IProviderConnection? Connection, Diagnostic? Problem)>> connect, TimeSpan timeout, string? cantRestart) : IPeerHost
{
    public string? CantRestart => cantRestart;

    public async Task<(IPeer? Peer, Diagnostic? Problem)> OpenAsync(CancellationToken cancellation)
    {
        var (opened, problem) = await connect(cancellation);
        return opened is McpConnection connection ? (new McpPeer(connection, timeout), null) : (null, problem);
    }
}
