using McpIac.Conformance.Peers;
using McpIac.Providers.Servers;
using McpIac.Schemas.Data;

namespace McpIac.Conformance.Tests.Sample;

/// <summary>A peer that has its server with it.</summary>
internal sealed class SamplePeer(IPeer inner, ProviderServer server) : IPeer
{
    public Datum? Extension => inner.Extension;
    public bool HasTasks => inner.HasTasks;
    public string ServerName => inner.ServerName;
    public string ServerVersion => inner.ServerVersion;
    public IReadOnlyCollection<string> Said => inner.Said;

    public event Action<Datum> Progressed
    {
        add => inner.Progressed += value;
        remove => inner.Progressed -= value;
    }

    public Task<PeerAnswer> RequestAsync(string method, Datum parameters, CancellationToken cancellation) => inner.RequestAsync(method, parameters, cancellation);

    public Task KillAsync() => server.DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        await server.DisposeAsync();
    }
}
