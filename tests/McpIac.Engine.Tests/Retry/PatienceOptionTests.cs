using McpIac.Engine.Connections;
using McpIac.Engine.Execution;
using McpIac.Engine.Tests.Worlds;
using McpIac.Plans.Binding;
using McpIac.Plans.Tests.Programs;
using McpIac.Schemas.Protocol;
using static McpIac.Plans.Tests.Programs.TestProgram;

namespace McpIac.Engine.Tests.Retry;

/// <summary>The options <c>timeouts</c> and <c>retries</c>.</summary>
public sealed class PatienceOptionTests
{
    private readonly Harness harness = new();
    private int sent;

    private static TestProgram Vpc(BoundOptions options, string name = "portal")
    {
        var program = new TestProgram();
        return program.With(program.Add("aws:vpc:vpc", name, ("cidrBlock", V("10.0.0.0/16"))), options);
    }

    private void Fail(int times, string code) => harness.World.Fault = _ => sent++ < times ? new WireError(code, "not now", new WireErrorDetails(Retryable: true)) : null;

    [Theory]
    [InlineData(null, 5, ApplyOutcome.Succeeded, 6)]
    [InlineData(null, 6, ApplyOutcome.RolledBack, 6)]
    [InlineData(1, 1, ApplyOutcome.RolledBack, 1)]
    [InlineData(3, 2, ApplyOutcome.Succeeded, 3)]
    [InlineData(9, 8, ApplyOutcome.Succeeded, 9)]
    public async Task APassingError_IsTriedAsOftenAsAsked(int? attempts, int failures, ApplyOutcome expected, int tries)
    {
        Fail(failures, ErrorCodes.Throttled);
        Assert.Equal(expected, (await harness.ApplyAsync(Vpc(new() { Attempts = attempts }))).Outcome);
        Assert.Equal(tries, sent);
    }

    [Theory]
    [InlineData(ErrorCodes.InUse, ApplyOutcome.Succeeded)]
    [InlineData(ErrorCodes.Denied, ApplyOutcome.RolledBack)]
    public async Task AnErrorThatDoesntPassByItself_IsTriedAgainWhenAskedFor(string code, ApplyOutcome expected)
    {
        Fail(2, code);
        Assert.Equal(expected, (await harness.ApplyAsync(Vpc(new() { RetryOn = [ErrorCodes.InUse, ErrorCodes.Conflict] }))).Outcome);
    }

    [Fact]
    public async Task TheOnlyTry_ThatIsInDoubt_IsAskedFor()
    {
        harness.Intercept = (tool, args, _) =>
        {
            if (tool != "applyDeployment") return Task.FromResult<object?>(null);
            sent++;
            harness.World.Apply(((ApplyArguments)args).Changes!, false);
            return Task.FromResult<object?>(WorldConnection.Error<ApplyData>(ErrorCodes.Unknown, "silence", "possible"));
        };
        Assert.Equal(ApplyOutcome.Succeeded, (await harness.ApplyAsync(Vpc(new() { Attempts = 1 }))).Outcome);
        Assert.Equal(1, sent);
    }

    [Fact]
    public async Task ResourcesOfOneBatch_EachHaveTheirOwnNumber()
    {
        var program = Vpc(new() { Attempts = 2 }, "a");
        program.With(program.Add("aws:vpc:vpc", "b", ("cidrBlock", V("10.1.0.0/16"))), new() { Attempts = 4 });
        var tries = new Dictionary<string, int>();
        harness.World.Fault = change =>
        {
            tries[change.Name] = tries.GetValueOrDefault(change.Name) + 1;
            return new WireError(ErrorCodes.Throttled, "not now");
        };
        harness.Options = harness.Options with { OnFailure = OnFailure.Continue };
        await harness.ApplyAsync(program);
        Assert.Equal((2, 4), (tries["a"], tries["b"]));
    }

    [Fact]
    public async Task ATimeout_IsTheCalls_AndRememberedForTheDelete()
    {
        var timeouts = new List<TimeSpan>();
        harness.Intercept = (tool, _, timeout) =>
        {
            if (tool == "applyDeployment") timeouts.Add(timeout);
            return Task.FromResult<object?>(null);
        };
        await harness.ConvergeAsync(Vpc(new() { Timeouts = new Dictionary<string, TimeSpan> { ["create"] = TimeSpan.FromHours(2), ["delete"] = TimeSpan.FromHours(3) } }));
        await harness.ConvergeAsync(new TestProgram());
        Assert.Equal([2, 3], timeouts.Select(t => (int)Math.Ceiling(t.TotalHours)));
    }
}
