using McpIac.EndToEnd.Tests.Processes;
using McpIac.Engine.Connections;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.EndToEnd.Tests.Servers;

/// <summary>What takes a server in a process of its own longer than a moment: its command goes on until it is told to. What is asked of the server is written to a file on its way.</summary>
public sealed class TaskTests : IAsyncLifetime
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(2);

    private readonly string folder = Directory.CreateTempSubdirectory("mciacc-task-").FullName;
    private IProviderConnection? connection;

    public async ValueTask InitializeAsync()
    {
        if (OperatingSystem.IsWindows()) return;
        string[] command = ["sh", "-c", "mkfifo in; exec 3<&0; tee asked <&3 >in & exec 3<&-; exec \"$0\" provider serve local --record record.jsonl <in", Tool.Executable];
        (connection, var problem) = await McpConnection.StartAsync("local", command, new McpConnectionOptions(Long, folder), TestContext.Current.CancellationToken);
        Assert.True(connection is not null, problem?.Message);
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is not null) await connection.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task ALongChange_IsATask_OfWhichProgressIsHeard()
    {
        if (OperatingSystem.IsWindows()) return;
        var noted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        connection!.Noted += _ => noted.TrySetResult();
        var apply = ApplyAsync("until [ -e go ]; do sleep 0.05; done", TestContext.Current.CancellationToken);
        await AskedAsync("tasks/get");
        await noted.Task;
        await File.WriteAllTextAsync(Path.Combine(folder, "go"), "", TestContext.Current.CancellationToken);
        Assert.Equal("applied", Assert.Single((await apply).Data!.Results).Outcome);
    }

    [Fact]
    public async Task WhoStopsWaiting_CancelsTheTask_AndItsKeyTellsWhatBecameOfIt()
    {
        if (OperatingSystem.IsWindows()) return;
        using var stop = new CancellationTokenSource();
        var apply = ApplyAsync("until [ -e never ]; do sleep 0.05; done", stop.Token);
        await AskedAsync("tasks/get");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => apply);
        await AskedAsync("tasks/cancel");
        while ((await connection!.GetAsync(new GetArguments(Key: "key"), Long, TestContext.Current.CancellationToken)) is { Data.State: "creating" }) await Task.Yield();
    }

    [Fact]
    public async Task AServerThatDiesOverATask_LeavesItsChangeUnknown()
    {
        if (OperatingSystem.IsWindows()) return;
        var apply = ApplyAsync("until [ -e go ]; do sleep 0.05; done; kill -9 $PPID", TestContext.Current.CancellationToken);
        await AskedAsync("tasks/get");
        await File.WriteAllTextAsync(Path.Combine(folder, "go"), "", TestContext.Current.CancellationToken);
        var answer = await apply;
        Assert.Equal((ErrorCodes.Unknown, "possible"), (answer.Error?.Code, answer.Error?.Details?.SideEffects));
    }

    private Task<Envelope<ApplyData>> ApplyAsync(string script, CancellationToken cancellation)
    {
        var properties = Datum.MapOf([new("create", Datum.ListOf([Datum.Of("sh"), Datum.Of("-c"), Datum.Of(script)])), new("read", Read("""["true"]""")), new("workingDirectory", Datum.Of(folder))]);
        var change = new WireChange("key", "create", "local:command", "slow", "d/local:command/slow", Properties: properties);
        return connection!.ApplyAsync(new ApplyArguments("d", Changes: [change]), Long, cancellation);
    }

    private async Task AskedAsync(string method)
    {
        while (!(await File.ReadAllTextAsync(Path.Combine(folder, "asked"), TestContext.Current.CancellationToken)).Contains($"\"{method}\"", StringComparison.Ordinal))
            await Task.Delay(20, TestContext.Current.CancellationToken);
    }

    private static Datum Read(string json) => DatumReader.Read(json).Value!;
}
