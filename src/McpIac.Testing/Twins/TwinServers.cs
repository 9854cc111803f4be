using McpIac.Engine.Connections;
using McpIac.Plans.Binding;
using McpIac.Providers.Servers;
using McpIac.Providers.Twin;
using McpIac.Providers.Twin.Faults;
using McpIac.Providers.Twin.Mocks;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Protocol;

namespace McpIac.Testing.Twins;

/// <summary>Makes each provider's twin when it is first needed.</summary>
internal sealed class TwinServers(string folder, BoundDeployment bound, Catalog catalog, FaultPlan? faults, IReadOnlyList<MockedOutputs> mocks)
{
    public ConnectionPool Pool() => new(OpenAsync);

    private async Task<(IProviderConnection? Connection, Diagnostic? Problem)> OpenAsync(string provider, CancellationToken cancellation)
    {
        // One more server of a provider is its twin too, with a world of its own.
        var type = bound.Resources.FirstOrDefault(r => r.Provider == provider)?.Type.Provider ?? provider;
        if (catalog.Providers.FirstOrDefault(p => p.Name == type) is not { } schema) throw new DeploymentTestException($"There is no snapshot of the provider {type} any more.");
        var server = TwinProvider.Create(schema, Path.Combine(folder, provider + ".world.jsonl"), faults, mocks);
        var (connection, problem) = await McpConnection.OverAsync(provider, server.ConnectInMemory(), new McpConnectionOptions(), cancellation);
        if (connection is not null) return (new Connected(connection, server), null);
        await server.DisposeAsync();
        return (null, problem);
    }

    /// <summary>Closing the connection ends the server, which then writes its world.</summary>
    private sealed class Connected(IProviderConnection inner, ProviderServer server) : IProviderConnection
    {
        public string Name => inner.Name;

        public Task<Envelope<T>> CallAsync<T>(string tool, object args, TimeSpan timeout, CancellationToken cancellation) => inner.CallAsync<T>(tool, args, timeout, cancellation);

        public async ValueTask DisposeAsync()
        {
            await inner.DisposeAsync();
            await server.DisposeAsync();
        }
    }
}
