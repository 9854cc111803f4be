using McpIac.Engine.Connections;
using McpIac.Providers.Servers;
using McpIac.Schemas.Protocol;

namespace McpIac.Cli.Connections;

/// <summary>A connection to a server in this process; closing it ends the server, which then folds its record.</summary>
internal sealed class InProcessConnection(IProviderConnection inner, ProviderServer server) : IProviderConnection
{
    public string Name => inner.Name;

    public Task<Envelope<T>> CallAsync<T>(string tool, object args, TimeSpan timeout, CancellationToken cancellation) =>
        inner.CallAsync<T>(tool, args, timeout, cancellation);

    public async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        await server.DisposeAsync();
    }
}
