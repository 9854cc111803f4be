using McpIac.Engine.Execution;
using McpIac.Engine.Tests.Worlds;
using McpIac.Plans.Tests.Programs;
using McpIac.Schemas.Protocol;
using static McpIac.Plans.Tests.Programs.TestProgram;

namespace McpIac.Engine.Tests.Execution;

/// <summary>Settling with providers that keep no keys.</summary>
public sealed class InquiryTests
{
    private readonly Harness harness = new();

    private static TestProgram Vpc(string tag = "a", bool present = true)
    {
        var program = new TestProgram();
        if (present) program.Add("aws:vpc:vpc", "portal", ("cidrBlock", V("10.0.0.0/16")), ("tags", new Dsl.Expressions.MapExpression([new("t", V(tag))])));
        return program;
    }

    /// <summary>Runs until just after the effect, then dies; from then on the provider doesn't know any key.</summary>
    private async Task CrashAsync(TestProgram program, string code)
    {
        var kill = new KillSwitch();
        harness.Intercept = (tool, args, _) =>
        {
            if (tool != "applyDeployment") return Task.FromResult<object?>(null);
            harness.World.Apply(((ApplyArguments)args).Changes!, false);
            throw new KilledException("after the effect");
        };
        await Assert.ThrowsAsync<KilledException>(() => harness.ApplyAsync(program, kill));
        Assert.Single(harness.State.Pending);
        harness.Intercept = (tool, args, _) => Task.FromResult<object?>(
            tool == "getResource" && args is GetArguments { Key: not null } ? WorldConnection.Error<WireResource>(code, "no such key") : null);
    }

    [Fact]
    public async Task ACreate_IsSentAgain_ExactlyAsItWas()
    {
        await CrashAsync(Vpc(), ErrorCodes.Unsupported);
        await harness.ConvergeAsync(Vpc());
        Assert.Equal(["create portal"], harness.World.Log);
    }

    [Fact]
    public async Task AReplacingCreate_IsSentAgain_ExactlyAsItWas()
    {
        var other = new TestProgram();
        other.Add("aws:vpc:vpc", "portal", ("cidrBlock", V("10.9.0.0/16")));
        await harness.ConvergeAsync(other);
        await CrashAsync(Vpc(), ErrorCodes.Unsupported);
        await harness.ConvergeAsync(Vpc());
        Assert.Equal(["create portal", "create portal", "delete portal"], harness.World.Log);
    }

    [Fact]
    public async Task ACreateThatIsSentAgain_MayTakeAsLongAsItsTypeSays()
    {
        await CrashAsync(Vpc(), ErrorCodes.Unsupported);
        var questions = harness.Intercept!;
        var given = new List<TimeSpan>();
        harness.Intercept = (tool, args, timeout) =>
        {
            if (tool == "applyDeployment") given.Add(timeout);
            return questions(tool, args, timeout);
        };
        await harness.ConvergeAsync(Vpc());
        Assert.Equal([TimeSpan.FromSeconds(42)], given);
    }

    [Fact]
    public async Task ACreateThatFailsWhenSentAgain_StaysInDoubt()
    {
        await CrashAsync(Vpc(), ErrorCodes.Unsupported);
        var questions = harness.Intercept!;
        harness.Intercept = (tool, args, timeout) => tool == "applyDeployment"
            ? Task.FromResult<object?>(WorldConnection.Answer<ApplyData>(new ApplyData(
                [.. ((ApplyArguments)args).Changes!.Select(c => new WireChangeResult(c.Key, "failed", null, new WireError(ErrorCodes.AlreadyExists, "it exists")))])))
            : questions(tool, args, timeout);
        Assert.Equal("MCI4004", (await harness.ApplyAsync(Vpc())).Diagnostics.Single().Id);
        Assert.Single(harness.State.Pending);
    }

    [Fact]
    public async Task AnUpdate_CountsAsDoneInPart_AndIsRepeated()
    {
        await harness.ConvergeAsync(Vpc());
        await CrashAsync(Vpc("b"), ErrorCodes.Unsupported);
        await harness.ConvergeAsync(Vpc("b"));
        Assert.Equal(["create portal", "update portal", "update portal"], harness.World.Log);
    }

    [Theory]
    [InlineData(ErrorCodes.Unsupported)]
    [InlineData(ErrorCodes.NotFound)]
    public async Task ADelete_ShowsInTheObject(string code)
    {
        await harness.ConvergeAsync(Vpc());
        await CrashAsync(Vpc(present: false), code);
        await harness.ConvergeAsync(Vpc(present: false));
        Assert.Equal(["create portal", "delete portal"], harness.World.Log);
    }

    [Fact]
    public async Task AChangeThatIsUnderWay_IsWaitedFor()
    {
        await CrashAsync(Vpc(), ErrorCodes.Unsupported);
        var polls = 0;
        harness.Intercept = (tool, args, _) => Task.FromResult<object?>(tool == "getResource" && ++polls < 4
            ? WorldConnection.Answer<WireResource>(harness.World.Objects.Values.Single() with { State = "creating" }) : null);
        await harness.ConvergeAsync(Vpc());
        Assert.True(polls >= 4);
        Assert.Single(harness.World.Objects);
    }
}
