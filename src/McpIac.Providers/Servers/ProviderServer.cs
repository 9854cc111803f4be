using McpIac.Providers.Handlers;
using McpIac.Providers.Stores;
using McpIac.Schemas.Protocol;
using ModelContextProtocol.Client;

namespace McpIac.Providers.Servers;

/// <summary>Hooks around each change, for the twin's faults. <c>After</c> runs when the result is already recorded: what it returns is what the caller hears.</summary>
public sealed record ChangeHooks(
    Func<WireChange, CancellationToken, Task>? Before = null,
    Func<WireChange, WireChangeResult, CancellationToken, Task<WireChangeResult>>? After = null);

/// <param name="Name">The provider, <c>local</c>: the first segment of its types' tokens.</param>
public sealed record ProviderOptions(string Name, string Version, ChangeHooks? Hooks = null, int MaxConcurrency = 16, TimeProvider? Time = null);

/// <summary>A provider server: the standard's nine tools over a set of handlers. Owns the store.</summary>
public sealed class ProviderServer : IAsyncDisposable
{
    public ProviderServer(ProviderOptions options, IReadOnlyList<IResourceHandler> handlers, ProviderStore store) => throw new NotSupportedException();

    /// <summary>Serves on standard input and output until the client is gone.</summary>
    public Task RunStdioAsync(CancellationToken cancellation) => throw new NotSupportedException();

    /// <summary>A client's end of an in-process connection; the server runs until it is disposed.</summary>
    public IClientTransport ConnectInMemory() => throw new NotSupportedException();

    public ValueTask DisposeAsync() => throw new NotSupportedException();
}
