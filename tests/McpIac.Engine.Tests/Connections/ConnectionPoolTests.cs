using McpIac.Engine.Connections;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Engine.Tests.Connections;

public sealed class ConnectionPoolTests
{
    private readonly Queue<bool> openings = new();
    private int asked;

    [Fact]
    public async Task AServerThatWasLost_IsTriedForAgain()
    {
        await using var pool = new ConnectionPool(OpenAsync);
        await LoseAsync(pool);
        openings.Enqueue(false);
        Assert.NotNull((await pool.GetAsync("p", TestContext.Current.CancellationToken)).Connection);
        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task OneThatWasNeverReached_IsTriedOnceACall()
    {
        await using var pool = new ConnectionPool(OpenAsync);
        openings.Enqueue(false);
        Assert.Equal("MCI6101", (await pool.GetAsync("p", TestContext.Current.CancellationToken)).Problem?.Id);
        Assert.Equal(1, asked);
        Assert.NotNull((await pool.GetAsync("p", TestContext.Current.CancellationToken)).Connection);
    }

    [Fact]
    public async Task WhoeverIsInterrupted_DoesNotWaitForIt()
    {
        using var interrupt = new CancellationTokenSource();
        await using var pool = new ConnectionPool(OpenAsync);
        await LoseAsync(pool);
        for (var i = 0; i < 9; i++) openings.Enqueue(false);
        var waiting = pool.GetAsync("p", interrupt.Token);
        await interrupt.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private static async Task LoseAsync(ConnectionPool pool)
    {
        var (connection, _) = await pool.GetAsync("p", TestContext.Current.CancellationToken);
        await pool.DiscardAsync(connection ?? throw new InvalidOperationException());
    }

    // What isn't queued succeeds.
    private Task<(IProviderConnection? Connection, Diagnostic? Problem)> OpenAsync(string provider, CancellationToken cancellation)
    {
        asked++;
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult<(IProviderConnection?, Diagnostic?)>(openings.TryDequeue(out var opens) && !opens
            ? (null, Diagnostic.Error("MCI6101", "It ended.")) : (new DirectConnection(provider, (_, _, _) => throw new NotSupportedException(), () => default), null));
    }
}
