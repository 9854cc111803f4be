using McpIac.Providers.Handlers;
using McpIac.Providers.Servers;
using McpIac.Providers.Tests.Harness;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using static McpIac.Providers.Tests.Harness.Session;

namespace McpIac.Providers.Tests.Changes;

public sealed class IdempotencyTests
{
    private readonly Reality reality = new();

    [Fact]
    public async Task SameKeyAndPayload_GivesTheFirstResultAgain()
    {
        var handler = new ItemHandler(reality);
        await using var session = await StartAsync(handler);
        var change = Create("a", Map(("size", 5)));
        var first = await session.ApplyOneAsync(change);
        await session.MadeAsync(Update(first.Resource!, Map(("size", 6))));
        var again = await session.ApplyOneAsync(change with { Deadline = "2020-01-01T00:00:00Z", Dependencies = ["x"], Prior = new WirePrior(Datum.EmptyMap, Datum.EmptyMap) });
        Assert.Equal(first.Resource!.Properties, again.Resource!.Properties);
        Assert.Equal(first.Resource.Id, again.Resource.Id);
        Assert.Single(handler.Calls, "create a");
    }

    [Fact]
    public async Task SameKey_WithAnotherPayload_IsAConflict()
    {
        await using var session = await StartAsync(new ItemHandler(reality));
        var change = Create("a", Map(("size", 5)));
        await session.MadeAsync(change);
        Assert.Equal("conflict", (await session.ApplyOneAsync(change with { Properties = Map(("size", 6)) })).Error!.Code);
        Assert.Equal(1, reality.Count);
    }

    [Fact]
    public async Task SameKey_SentTwiceAtOnce_IsMadeOnce()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var handler = new ItemHandler(reality) { OnCreate = async (_, _) => { entered.TrySetResult(); await release.Task; } };
        await using var session = await StartAsync(handler);
        var change = Create("a", Map(("size", 5)));
        var calls = Enumerable.Range(0, 8).Select(_ => session.ApplyOneAsync(change)).ToArray();
        await entered.Task;
        Assert.Equal("creating", (await session.GetAsync(new GetArguments(Urn: change.Urn))).Data!.State);
        release.SetResult();
        var results = await Task.WhenAll(calls);
        Assert.All(results, r => Assert.Equal(results[0].Resource!.Id, r.Resource!.Id));
        Assert.Equal(["create a"], handler.Calls);
    }

    [Fact]
    public async Task FailureThatPasses_LetsTheSameKeySucceedLater()
    {
        var fail = true;
        var handler = new ItemHandler(reality)
        {
            OnCreate = (_, _) => fail ? throw new ProviderException(ErrorCodes.Throttled, "Slow down.", retryable: true) : Task.CompletedTask,
        };
        await using var session = await StartAsync(handler);
        var change = Create("a", Map(("size", 5)));
        Assert.Equal("throttled", (await session.ApplyOneAsync(change)).Error!.Code);
        Assert.Equal("notFound", (await session.GetAsync(new GetArguments(Key: change.Key))).Error!.Code);
        fail = false;
        await session.MadeAsync(change);
    }

    [Fact]
    public async Task FailureThatLasts_IsGivenAgain_AndKnownByItsKey()
    {
        var handler = new ItemHandler(reality) { OnCreate = (_, _) => throw new ProviderException(ErrorCodes.Denied, "No.") };
        await using var session = await StartAsync(handler);
        var change = Create("a", Map(("size", 5)));
        Assert.Equal("denied", (await session.ApplyOneAsync(change)).Error!.Code);
        Assert.Equal("denied", (await session.ApplyOneAsync(change)).Error!.Code);
        Assert.Single(handler.Calls);
        Assert.Equal(("failed", ""), ((await session.GetAsync(new GetArguments(Key: change.Key))).Data!.State, (await session.GetAsync(new GetArguments(Key: change.Key))).Data!.Id));
    }

    [Fact]
    public async Task AnswerThatIsLostAfterTheEffect_IsFoundByItsKey_AndByBeingSentAgain()
    {
        var hooks = new ChangeHooks(After: (_, result, _) => Task.FromResult(result with { Outcome = "unknown", Resource = null }));
        await using var session = await StartAsync(new ItemHandler(reality), options: new ProviderOptions("test", "1.0", hooks));
        var change = Create("a", Map(("size", 5)));
        Assert.Equal("unknown", (await session.ApplyOneAsync(change)).Outcome);
        Assert.Equal("i-1", (await session.GetAsync(new GetArguments(Key: change.Key))).Data!.Id);
        Assert.Equal("i-1", (await session.MadeAsync(change)).Id);
        Assert.Equal(1, reality.Count);
    }

    [Fact]
    public async Task AnswerThatHangsAfterTheEffect_DoesNotKeepTheKeyFromBeingAnswered()
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hooks = new ChangeHooks(After: async (_, result, cancellation) =>
        {
            reached.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellation);
            return result;
        });
        await using var session = await StartAsync(new ItemHandler(reality), options: new ProviderOptions("test", "1.0", hooks));
        var change = Create("a", Map(("size", 5)));
        using var hangUp = new CancellationTokenSource();
        var hanging = session.CancellableAsync<ApplyData>("applyDeployment", new ApplyArguments("d", Changes: [change]), hangUp.Token);
        await reached.Task;
        Assert.Equal("created", (await session.GetAsync(new GetArguments(Key: change.Key))).Data!.State);
        Assert.Equal("i-1", (await session.MadeAsync(change)).Id);
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
    }

    [Fact]
    public async Task CallThatIsCancelled_CancelsItsChange_WhichStaysInDoubt_AndCanBeSentAgain()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var block = true;
        var handler = new ItemHandler(reality)
        {
            OnCreate = async (_, context) =>
            {
                if (!block) return;
                entered.TrySetResult();
                try
                {
                    await Task.Delay(Timeout.Infinite, context.Cancellation);
                }
                finally
                {
                    stopped.TrySetResult();
                }
            },
        };
        await using var session = await StartAsync(handler);
        var change = Create("a", Map(("size", 5)));
        using var hangUp = new CancellationTokenSource();
        var call = session.CancellableAsync<ApplyData>("applyDeployment", new ApplyArguments("d", Changes: [change]), hangUp.Token);
        await entered.Task;
        Session.Cancel(hangUp);
        await stopped.Task;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        block = false;
        var again = await session.ApplyOneAsync(change);
        if (again.Outcome == "unknown") again = await session.ApplyOneAsync(change);
        Assert.Equal("applied", again.Outcome);
        Assert.Contains("create a again", handler.Calls);
    }
}
