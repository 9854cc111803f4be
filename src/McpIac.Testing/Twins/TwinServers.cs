using McpIac.Engine.Connections;
using McpIac.Plans.Binding;
using McpIac.Providers.Twin;
using McpIac.Providers.Twin.Faults;
using McpIac.Providers.Twin.Mocks;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Testing.Twins;

/// <summary>Makes each provider's twin when it is first needed.</summary>
internal sealed class TwinServers(string folder, BoundDeployment bound, Catalog catalog, FaultPlan? faults, IReadOnlyList<MockedOutputs> mocks)
{
    public ConnectionPool Pool() => new(OpenAsync);

    private Task<(IProviderConnection? Connection, Diagnostic? Problem)> OpenAsync(string provider, CancellationToken cancellation)
    {
        // One more server of a provider is its twin too, with a world of its own.
        var type = bound.Resources.FirstOrDefault(r => r.Provider == provider)?.Type.Provider ?? provider;
        if (catalog.Providers.FirstOrDefault(p => p.Name == type) is not { } schema) throw new DeploymentTestException($"There is no snapshot of the provider {type} any more.");

        // Closing the connection ends the server, which then writes its world.
        var server = TwinProvider.Create(schema, Path.Combine(folder, provider + ".world.jsonl"), faults, mocks);
        return Task.FromResult<(IProviderConnection?, Diagnostic?)>((new DirectConnection(provider, server.CallAsync, server.DisposeAsync), null));
    }
}
