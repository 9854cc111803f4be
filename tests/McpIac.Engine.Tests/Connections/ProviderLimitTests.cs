using System.Collections.Concurrent;
using McpIac.Engine.Connections;
using McpIac.Engine.Execution;
using McpIac.Engine.Tests.Worlds;
using McpIac.Plans.Tests.Programs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using static McpIac.Plans.Tests.Programs.TestProgram;

namespace McpIac.Engine.Tests.Connections;

public sealed class ProviderLimitTests
{
    [Theory]
    [InlineData("""{"maxBatch": 7, "maxConcurrency": 3, "requestsPerSecond": 2.5}""", 7, 3, 2.5)]
    [InlineData("""{"maxBatch": 0, "maxConcurrency": -3, "requestsPerSecond": "fast"}""", null, null, null)]
    [InlineData("""[]""", null, null, null)]
    [InlineData("""{"maxBatch": 1e300, "maxConcurrency": 0.5}""", int.MaxValue, 1, null)]
    public void Limits_AreReadFromADiscovery_AndNonsenseIsNone(string json, int? batch, int? concurrency, double? rate) =>
        Assert.Equal(new ProviderLimits(batch, concurrency, rate), ProviderLimits.Read(DatumReader.Read(json).Value));

    [Fact]
    public void TheTighterOfTwoLimits_Holds() =>
        Assert.Equal(new ProviderLimits(5, 2, 0.5), new ProviderLimits(5, 3, null).And(new ProviderLimits(null, 2, 0.5)));

    [Theory]
    [InlineData(null, null, 50)]
    [InlineData(20, null, 20)]
    [InlineData(20, 12.9, 12)]
    [InlineData(8, 0.2, 1)]
    public void ABatch_IsNoLargerThanWhatMayBeginInASecond(int? batch, double? rate, int expected) => Assert.Equal(expected, new ProviderLimits(batch, null, rate).Batch(50));

    [Fact]
    public async Task AnApply_KeepsToConcurrencyAndBatchSize_FromTheFirstCallOn()
    {
        var calls = new ConcurrentQueue<(int Changes, int Parallelism, int Running)>();
        var running = 0;
        var harness = new Harness { Limits = new ProviderLimits(MaxBatch: 4, MaxConcurrency: 3) };
        harness.Options = harness.Options with { Parallelism = 20 };
        harness.Intercept = async (tool, args, _) =>
        {
            if (args is not ApplyArguments apply) return null;
            calls.Enqueue((apply.Changes!.Count, apply.Options!.Parallelism, Interlocked.Add(ref running, apply.Options.Parallelism)));
            await Task.Yield();
            Interlocked.Add(ref running, -apply.Options.Parallelism);
            return null;
        };
        var program = new TestProgram();
        for (var i = 0; i < 60; i++) program.Add("aws:vpc:vpc", $"v{i}", ("cidrBlock", V("10.0.0.0/16")));
        await harness.ConvergeAsync(program);
        Assert.Equal(ApplyOutcome.Succeeded, (await harness.DestroyAsync()).Outcome);
        Assert.Equal(120, calls.Sum(c => c.Changes));
        Assert.All(calls, c => Assert.True(c is { Changes: <= 4, Parallelism: <= 3, Running: <= 3 }, c.ToString()));
        Assert.Contains(calls, c => c.Changes == 4);
    }

    [Fact]
    public async Task Questions_WaitForAPlaceToo()
    {
        var (running, most) = (0, 0);
        var both = new TaskCompletionSource();
        var harness = new Harness { Limits = new ProviderLimits(MaxConcurrency: 2) };
        harness.Intercept = async (_, _, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            if (most == 2) both.TrySetResult();

            // The first waits for a second: two there may be.
            await both.Task.WaitAsync(TimeSpan.FromMinutes(1));
            Interlocked.Decrement(ref running);
            return null;
        };
        await using var pool = harness.Pool();
        var (connection, _) = await pool.GetAsync("aws", CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => connection!.GetAsync(new GetArguments(Id: $"x{i}"), TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken)));
        Assert.Equal(2, most);
    }

    [Fact]
    public async Task ARate_LetsASecondsWorthThrough_AndHoldsTheRestBack()
    {
        var calls = 0;
        var harness = new Harness { Limits = new ProviderLimits(RequestsPerSecond: 0.001) };
        harness.Intercept = (_, _, _) =>
        {
            calls++;
            return Task.FromResult<object?>(null);
        };
        await using var pool = harness.Pool();
        var (connection, _) = await pool.GetAsync("aws", CancellationToken.None);
        await connection!.GetAsync(new GetArguments(Id: "a"), TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        using var impatience = new CancellationTokenSource();
        var second = connection!.GetAsync(new GetArguments(Id: "b"), TimeSpan.FromMinutes(1), impatience.Token);
        Assert.False(second.IsCompleted);
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Equal(1, calls);
    }
}
