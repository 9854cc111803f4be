using McpIac.Providers.Handlers;
using McpIac.Providers.Twin.Faults;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Twin.Tests.Faults;

public sealed class FaultPlanTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Text_WithSeveralFaults_IsReadWhole()
    {
        var plan = FaultPlan.Parse(" fail@5, slow@*:200ms ,unknown@aws:create ").Plan;

        Assert.Equal(["fail@5", "slow@*:200ms", "unknown@aws:create"], plan?.Faults.Select(f => f.Text));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" , ")]
    public void Text_WithoutAFault_IsAProblem(string text) => Assert.Equal("There is no fault in the text; write one such as fail@5.", FaultPlan.Parse(text).Problem);

    [Fact]
    public void Text_WithOneWrongFault_NamesIt() => Assert.Contains("\"slow@x\"", FaultPlan.Parse("fail@1,slow@x").Problem);

    [Fact]
    public async Task NumberedFailure_CountsOverAllTwins_AndFiresOnce()
    {
        var plan = FaultPlan.Parse("fail@3").Plan!;
        var (aws, docker) = (plan.Hooks("aws"), plan.Hooks("docker"));

        await aws.Before!(Change("a", "aws:vpc:vpc"), Cancellation);
        await docker.Before!(Change("b", "docker:network:network"), Cancellation);
        var failure = await Assert.ThrowsAsync<ProviderException>(() => aws.Before!(Change("c", "aws:vpc:subnet"), Cancellation));
        await aws.Before!(Change("c", "aws:vpc:subnet"), Cancellation);
        await docker.Before!(Change("d", "docker:network:network"), Cancellation);

        Assert.Equal("internal", failure.Error.Code);
        Assert.Equal("The twin of aws was told to fail at step 3 (fail@3), to create it.", failure.Error.Message);
        Assert.Equal("none", failure.Error.Details?.SideEffects);
    }

    [Fact]
    public async Task ChangeThatIsSentAgain_KeepsItsNumber()
    {
        var hooks = FaultPlan.Parse("fail@2").Plan!.Hooks("aws");

        await hooks.Before!(Change("a", "aws:vpc:vpc"), Cancellation);
        await hooks.Before!(Change("a", "aws:vpc:vpc"), Cancellation);

        await Assert.ThrowsAsync<ProviderException>(() => hooks.Before!(Change("b", "aws:vpc:vpc"), Cancellation));
    }

    [Fact]
    public async Task NamedFailure_FiresForEveryChangeThatFits()
    {
        var hooks = FaultPlan.Parse("fail@aws:create:app-2:throttled").Plan!.Hooks("aws");

        await hooks.Before!(Change("a", "aws:ec2:instance", name: "app-1"), Cancellation);
        await hooks.Before!(Change("b", "aws:ec2:instance", name: "app-2", action: "delete"), Cancellation);
        for (var i = 0; i < 2; i++)
        {
            var failure = await Assert.ThrowsAsync<ProviderException>(() => hooks.Before!(Change("c", "aws:ec2:instance", name: "app-2"), Cancellation));
            Assert.True(failure.Error.Details?.Retryable);
        }
    }

    [Fact]
    public async Task Slow_WaitsTheTimeToldByTheClock()
    {
        var time = new ManualTime();
        var hooks = FaultPlan.Parse("slow@1:2s", time).Plan!.Hooks("aws");

        var waiting = hooks.Before!(Change("a", "aws:vpc:vpc"), Cancellation);
        Assert.False(waiting.IsCompleted);
        time.Fire();
        await waiting;

        Assert.Equal(TimeSpan.FromSeconds(2), time.Asked);
    }

    [Fact]
    public async Task Hang_EndsOnlyWithTheCaller()
    {
        using var caller = new CancellationTokenSource();
        var hooks = FaultPlan.Parse("hang@1").Plan!.Hooks("aws");

        var waiting = hooks.Before!(Change("a", "aws:vpc:vpc"), caller.Token);
        Assert.False(waiting.IsCompleted);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task LostAnswer_HidesAResultThatHappened()
    {
        var hooks = FaultPlan.Parse("unknown@1").Plan!.Hooks("aws");
        var change = Change("a", "aws:vpc:vpc");

        await hooks.Before!(change, Cancellation);
        var first = await hooks.After!(change, new WireChangeResult("a", "applied"), Cancellation);
        var second = await hooks.After!(change, new WireChangeResult("a", "applied"), Cancellation);

        Assert.Equal("unknown", first.Outcome);
        Assert.Equal("The twin of aws was told to lose the answer at step 1 (unknown@1), to create it.", first.Error?.Message);
        Assert.Equal("possible", first.Error?.Details?.SideEffects);
        Assert.Equal("applied", second.Outcome);
    }

    private static WireChange Change(string key, string type, string name = "it", string action = "create") => new(key, action, type, name, $"d/{type}/{name}");

    private sealed class ManualTime : TimeProvider
    {
        private Action? due;

        public TimeSpan Asked { get; private set; }

        public void Fire() => due?.Invoke();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Asked = dueTime;
            due = () => callback(state);
            return new Idle();
        }

        private sealed class Idle : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;
            public void Dispose() { }
            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
