using CsCheck;
using McpIac.Engine.Execution;
using McpIac.Engine.Tests.Worlds;
using McpIac.Plans.Tests.Programs;

namespace McpIac.Engine.Tests.Execution;

/// <summary>Invariant 5: killing the process at any instant and applying again ends with the same resources, no orphan and no duplicate.</summary>
public sealed class CrashTests
{
    private static readonly Gen<(TestProgram From, TestProgram To, int Parallelism)> Cases = Gen.Select(RandomPrograms.One, RandomPrograms.One, Gen.Int[1, 4]);

    [Fact]
    public void ApplyingOneProgramAfterAnother_EndsAsApplyingTheLastAlone() => Cases.Sample(c => Run(async () =>
    {
        var harness = await PreparedAsync(c.From, c.Parallelism);
        await harness.ConvergeAsync(c.To);
        Assert.Equal(await AloneAsync(c.To), harness.World.Describe());
        Assert.Equal(ApplyOutcome.Succeeded, (await harness.DestroyAsync()).Outcome);
        Assert.Empty(harness.World.Objects);
        Assert.Empty(harness.State.Resources);
    }), iter: 300, threads: 1);

    [Fact]
    public void KilledAnywhere_TheNextApplyConverges() => Cases.Sample(c => Run(async () =>
    {
        var expected = await AloneAsync(c.To);
        for (var point = 1; ; point++)
        {
            var harness = await PreparedAsync(c.From, c.Parallelism);
            if (!await DiesAsync(harness, c.To, point)) break;
            await harness.ConvergeAsync(c.To);
            Assert.Equal(expected, harness.World.Describe());
        }
    }), iter: 15, threads: 1);

    [Fact]
    public void KilledAgainWhileRecovering_TheNextApplyConverges() => Gen.Select(Cases, Gen.Int[1, 40], Gen.Int[1, 40]).Sample((c, first, second) => Run(async () =>
    {
        var harness = await PreparedAsync(c.From, c.Parallelism);
        await DiesAsync(harness, c.To, first);
        await DiesAsync(harness, c.To, second);
        await harness.ConvergeAsync(c.To);
        Assert.Equal(await AloneAsync(c.To), harness.World.Describe());
    }), iter: 200, threads: 1);

    [Fact]
    public void KilledWhileTakingBack_TheNextApplyConverges() => Gen.Select(Cases, Gen.Int[1, 6], Gen.Int[1, 60]).Sample((c, failure, point) => Run(async () =>
    {
        var harness = await PreparedAsync(c.From, c.Parallelism);
        harness.FailAt(failure);
        await DiesAsync(harness, c.To, point);
        harness.World.Fault = _ => null;
        await harness.ConvergeAsync(c.To);
        Assert.Equal(await AloneAsync(c.To), harness.World.Describe());
    }), iter: 200, threads: 1);

    [Fact]
    public void AFailureAnywhere_IsTakenBack_OrLeavesWhatTheNextApplyFinishes() => Gen.Select(Cases, Gen.Int[1, 6]).Sample((c, failure) => Run(async () =>
    {
        var harness = await PreparedAsync(c.From, c.Parallelism);
        var before = harness.World.Describe();
        harness.FailAt(failure);
        var result = await harness.ApplyAsync(c.To);
        harness.World.Fault = _ => null;
        if (result.Outcome == ApplyOutcome.RolledBack)
        {
            Assert.Equal(before, harness.World.Describe());
            Assert.Equal("", Harness.PlanText(await harness.PlanAsync(c.From)));
        }

        await harness.ConvergeAsync(c.To);
        Assert.Equal(await AloneAsync(c.To), harness.World.Describe());
    }), iter: 300, threads: 1);

    private static async Task<Harness> PreparedAsync(TestProgram program, int parallelism)
    {
        var harness = new Harness(RandomPrograms.Catalog);
        harness.Options = harness.Options with { Parallelism = parallelism };
        await harness.ConvergeAsync(program);
        return harness;
    }

    private static async Task<string> AloneAsync(TestProgram program) => (await PreparedAsync(program, 1)).World.Describe();

    private static async Task<bool> DiesAsync(Harness harness, TestProgram program, int point)
    {
        try
        {
            await harness.ApplyAsync(program, new KillSwitch(point));
            return false;
        }
        catch (KilledException)
        {
            return true;
        }
    }

    private static void Run(Func<Task> test) => test().GetAwaiter().GetResult();
}
