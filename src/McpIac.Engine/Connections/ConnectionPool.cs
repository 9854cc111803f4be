using System.Collections.Concurrent;
using McpIac.Schemas.Diagnostics;
using Polly;
using Polly.Retry;

namespace McpIac.Engine.Connections;

/// <summary>
/// One connection a provider, opened when first asked for; several open side by side. A server that was reached before and was lost is tried for again a few times, with growing pauses: it may be starting.
/// Thread-safe; disposing closes all.
/// </summary>
public sealed class ConnectionPool(Func<string, CancellationToken, Task<(IProviderConnection? Connection, Diagnostic? Problem)>> open) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<(IProviderConnection?, Diagnostic?)>>> connections = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> lost = new(StringComparer.Ordinal);
    private readonly ResiliencePipeline<(IProviderConnection? Connection, Diagnostic? Problem)> reopening = new ResiliencePipelineBuilder<(IProviderConnection? Connection, Diagnostic? Problem)>()
        .AddRetry(new RetryStrategyOptions<(IProviderConnection? Connection, Diagnostic? Problem)>
        {
            MaxRetryAttempts = Reopenings, BackoffType = DelayBackoffType.Exponential, UseJitter = true, Delay = TimeSpan.FromMilliseconds(200),
            ShouldHandle = opened => ValueTask.FromResult(opened.Outcome.Result is { Connection: null }),
        }).Build();

    private const int Reopenings = 4;

    /// <summary>What the providers of all connections tell of their progress.</summary>
    public event Action<ProviderNote>? Noted;

    /// <summary>The connection, or why there is none. A provider that couldn't be opened is tried anew by the next call.</summary>
    public async Task<(IProviderConnection? Connection, Diagnostic? Problem)> GetAsync(string provider, CancellationToken cancellation)
    {
        var entry = connections.GetOrAdd(provider, name => new(() => OpenAsync(name, cancellation)));
        try
        {
            var (connection, problem) = await entry.Value;
            if (connection is null) connections.TryRemove(new(provider, entry));
            return (connection, problem);
        }
        catch (OperationCanceledException)
        {
            connections.TryRemove(new(provider, entry));
            throw;
        }
    }

    /// <summary>What the provider can bear; no limits while it isn't connected.</summary>
    public ProviderLimits Limits(string provider) =>
        connections.TryGetValue(provider, out var entry) && entry is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true, Result.Item1: { } connection } } ? connection.Limits : ProviderLimits.None;

    /// <summary>Closes a connection that failed; the next call opens a new one. One that has been replaced meanwhile is no longer this pool's, and is left alone.</summary>
    public async Task DiscardAsync(IProviderConnection connection)
    {
        foreach (var (provider, entry) in connections)
        {
            if (!entry.IsValueCreated || !entry.Value.IsCompletedSuccessfully || !ReferenceEquals(entry.Value.Result.Item1, connection)) continue;
            if (!connections.TryRemove(new(provider, entry))) continue;
            lost[provider] = true;
            await CloseAsync(entry);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var entry in connections.Values) await CloseAsync(entry);
        connections.Clear();
    }

    private async Task<(IProviderConnection?, Diagnostic?)> OpenAsync(string provider, CancellationToken cancellation)
    {
        var (connection, problem) = lost.ContainsKey(provider)
            ? await reopening.ExecuteAsync(async stop => await open(provider, stop), cancellation)
            : await open(provider, cancellation);
        if (connection is not null) connection.Noted += note => Noted?.Invoke(note);
        return (connection?.Limits is { MaxConcurrency: not null } or { RequestsPerSecond: not null } ? new LimitedConnection(connection) : connection, problem);
    }

    private static async Task CloseAsync(Lazy<Task<(IProviderConnection? Connection, Diagnostic?)>> entry)
    {
        if (!entry.IsValueCreated) return;
        try
        {
            if ((await entry.Value).Connection is { } connection) await connection.DisposeAsync();
        }
        catch (Exception)
        {
            // A server that dies while it is being closed has nothing left to tell.
        }
    }
}
