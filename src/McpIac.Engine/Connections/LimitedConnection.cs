using System.Threading.RateLimiting;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Engine.Connections;

/// <summary>Holds calls back until the provider can bear them. The time that a call may take counts from when it is sent.</summary>
internal sealed class LimitedConnection : IProviderConnection
{
    // Finer than a timer ticks, and coarser than anybody waits.
    private const double Slowest = 0.001, Fastest = 100_000, Ticks = 100;

    private readonly IProviderConnection inner;
    private readonly ConcurrencyLimiter? places;
    private readonly TokenBucketRateLimiter? pace;

    public LimitedConnection(IProviderConnection inner)
    {
        this.inner = inner;
        if (inner.Limits.MaxConcurrency is { } most) places = new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = most, QueueLimit = int.MaxValue });
        if (inner.Limits.RequestsPerSecond is not { } said) return;

        // What a second allows may be used at once; where that isn't one request, one is.
        var rate = Math.Clamp(said, Slowest, Fastest);
        var each = Math.Max(1, (int)(rate / Ticks));
        pace = new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = Math.Max(1, (int)rate), TokensPerPeriod = each, ReplenishmentPeriod = TimeSpan.FromSeconds(each / rate), QueueLimit = int.MaxValue,
        });
    }

    public string Name => inner.Name;

    public ProviderLimits Limits => inner.Limits;

    public event Action<ProviderNote> Noted
    {
        add => inner.Noted += value;
        remove => inner.Noted -= value;
    }

    public async Task<Envelope<T>> CallAsync<T>(string tool, object args, TimeSpan timeout, CancellationToken cancellation)
    {
        var (requests, atOnce) = (1, 1);
        if (args is ApplyArguments { Changes: { Count: > 0 } changes } apply)
        {
            (requests, atOnce) = (changes.Count, Math.Min(changes.Count, Math.Min(apply.Options?.Parallelism ?? 1, Limits.MaxConcurrency ?? int.MaxValue)));
            args = apply with { Options = (apply.Options ?? new ApplyOptions()) with { Parallelism = atOnce } };
        }

        for (var i = 0; pace is not null && i < requests; i++) (await pace.AcquireAsync(1, cancellation)).Dispose();
        using var place = places is null ? null : await places.AcquireAsync(atOnce, cancellation);
        return await inner.CallAsync<T>(tool, args, timeout, cancellation);
    }

    public async Task<ToolAnswer> CallToolAsync(string tool, Datum args, TimeSpan timeout, CancellationToken cancellation)
    {
        if (pace is not null) (await pace.AcquireAsync(1, cancellation)).Dispose();
        using var place = places is null ? null : await places.AcquireAsync(1, cancellation);
        return await inner.CallToolAsync(tool, args, timeout, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        if (places is not null) await places.DisposeAsync();
        if (pace is not null) await pace.DisposeAsync();
    }
}
