using CsCheck;
using McpIac.Dsl.Expressions;
using McpIac.Engine.Execution;
using McpIac.Engine.Rollbacks;
using McpIac.Engine.Tests.Execution;
using McpIac.Engine.Tests.Worlds;
using McpIac.Plans.Planning;
using McpIac.Plans.Tests.Programs;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Protocol;
using static McpIac.Engine.Tests.Execution.ApplyTests;
using static McpIac.Plans.Tests.Programs.TestProgram;

namespace McpIac.Engine.Tests.Rollbacks;

/// <summary>A run that was killed is taken back by another process, however far it had come and however often that one is killed too.</summary>
public sealed class UnfinishedRunTests
{
    private static readonly Gen<(TestProgram From, TestProgram To, int Parallelism)> Cases = Gen.Select(RandomPrograms.One, RandomPrograms.One, Gen.Int[1, 4]);

    [Fact]
    public async Task AFirstApply_KilledAnywhereWhileItFails_LeavesNothing_OnceItIsResumed()
    {
        var resumed = 0;
        for (var point = 1; ; point++)
        {
            var harness = new Harness();
            harness.FailAt(5);
            if (!await DiesAsync(harness, Portal(), point)) break;
            harness.World.Fault = _ => null;
            var (result, steps) = await ResumeAsync(harness);
            if (steps > 0) resumed++;
            if (result.Diagnostics is [{ Id: "MCI4042" }]) Assert.Equal(0, steps);
            else Assert.Equal(ApplyOutcome.RolledBack, result.Outcome);
            Assert.Empty(harness.World.Objects);
            Assert.Empty(harness.State.Resources);
            Assert.Equal("MCI4042", Assert.Single((await ResumeAsync(harness)).Result.Diagnostics).Id);
        }

        Assert.True(resumed > 10, $"{resumed}");
    }

    [Fact]
    public void KilledWhileTakingBack_AndAgainWhileResuming_EndsAsBefore_OrSaysWhyNot()
    {
        var rolledBack = 0;
        Gen.Select(Cases, Gen.Int[1, 6], Gen.Int[1, 60], Gen.Int[1, 30]).Sample((c, failure, point, again) => Run(async () =>
        {
            var harness = new Harness(RandomPrograms.Catalog);
            harness.Options = harness.Options with { Parallelism = c.Parallelism };
            await harness.ConvergeAsync(c.From);
            var before = harness.World.Describe();
            harness.FailAt(failure);
            if (!await DiesAsync(harness, c.To, point)) return;
            harness.World.Fault = _ => null;
            var (result, _) = await ResumeAsync(harness, new KillSwitch(again));
            if (result.Outcome == ApplyOutcome.Cancelled) (result, _) = await ResumeAsync(harness);
            if (result.Outcome == ApplyOutcome.RolledBack)
            {
                rolledBack++;
                Assert.Equal(before, harness.World.Describe());
                Assert.Equal("", Harness.PlanText(await harness.PlanAsync(c.From)));
            }
            else
            {
                Assert.True(result.Diagnostics is [{ Id: "MCI4042" or "MCI4043" }], string.Join('\n', result.Diagnostics) + string.Join('\n', result.Resources));
            }

            await harness.ConvergeAsync(c.To);
        }), iter: 300, threads: 1);
        Assert.True(rolledBack > 50, $"{rolledBack}");
    }

    [Fact]
    public async Task ARunThatHadBegunToDelete_IsNotTakenBack()
    {
        var harness = new Harness();
        var before = Portal();
        before.Add("files:file:file", "old", ("path", V("old")));
        await harness.ConvergeAsync(before);
        harness.World.Fault = c => c.Action == "delete" ? throw new KilledException("at the delete") : null;
        await Assert.ThrowsAsync<KilledException>(() => harness.ApplyAsync(Portal(tag: 151)));
        harness.World.Fault = _ => null;
        var problem = Assert.Single((await ResumeAsync(harness)).Result.Diagnostics);
        Assert.Equal(("MCI4043", "The interrupted apply can't be taken back: it had begun to delete, first old (files:file:file)."), (problem.Id, problem.Message));
        await harness.ConvergeAsync(Portal(tag: 151));
    }

    [Fact]
    public async Task WhatStateHasNoSecretsFor_IsIrreversible_TheRestIsTakenBack_AndTheRunEnds()
    {
        var harness = await InterruptedAsync(Database("first-password", "a"), Database("second-password", "b"));
        var (result, _) = await ResumeAsync(harness, program: Database("second-password", "b"));
        Assert.Equal(ApplyOutcome.Failed, result.Outcome);
        Assert.Equal(["f Update Restored", "db Update Irreversible"], result.Resources.Select(r => $"{r.Name} {r.Action} {r.Fate}"));
        Assert.Equal("a", harness.State.Resources["shop/files:file:file/f"].Inputs["content"]!.AsText());
        Assert.Contains("\"failed\"", harness.Storage.Lines[^1].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("first-password")]
    [InlineData("second-password")]
    public async Task ASecretThatTheProgramStillHas_IsSentAgain(string second)
    {
        var before = Database("first-password", "a", "ann");
        var harness = await InterruptedAsync(before, Database(second, "b", "bob"));
        var (result, _) = await ResumeAsync(harness, program: Database("first-password", "b", "bob"));
        Assert.Equal(ApplyOutcome.RolledBack, result.Outcome);
        Assert.Equal("first-password", harness.World.Objects.Values.Single(o => o.Name == "db").Properties["password"]!.AsText());
        Assert.Equal("", Harness.PlanText(await harness.PlanAsync(before)));
        Assert.DoesNotContain("first-password", string.Concat(harness.Storage.Lines.Select(l => l.Body)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASecretThatAProviderTells_IsSentAgain()
    {
        TestProgram Program(string content)
        {
            var program = new TestProgram();
            var source = program.Add("aws:rds:db", "source", ("engine", V("x")));
            program.Add("files:file:file", "f", ("path", V("p")), ("content", Join(V(content), source["token"])));
            return program;
        }

        var harness = await InterruptedAsync(Program("a"), Program("b"));
        Assert.Equal(ApplyOutcome.RolledBack, (await ResumeAsync(harness, program: Program("a"))).Result.Outcome);
        Assert.StartsWith("atoken of", harness.World.Objects.Values.Single(o => o.Name == "f").Properties["content"]!.AsText(), StringComparison.Ordinal);
    }

    private static TestProgram Database(string password, string content, string user = "ann")
    {
        var program = new TestProgram();
        var db = program.Add("aws:rds:db", "db", ("engine", V("x")), ("password", V(password)), ("users", L(new MapExpression([new("name", V(user))]))));
        program.Add("files:file:file", "f", [db.Urn], ("path", V("p")), ("content", V(content)));
        return program;
    }

    /// <summary>Everything was done of the second program, and its run has no end.</summary>
    private static async Task<Harness> InterruptedAsync(TestProgram before, TestProgram after)
    {
        var harness = new Harness();
        await harness.ConvergeAsync(before);
        harness.Storage.IsFull = entries => entries.Any(e => e is Plans.Journals.RunEnded);
        Assert.Equal(ApplyOutcome.Failed, (await harness.ApplyAsync(after)).Outcome);
        harness.Storage.IsFull = _ => false;
        return harness;
    }

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

    /// <summary>Cancelled when it was killed.</summary>
    private static async Task<(ApplyResult Result, int Steps)> ResumeAsync(Harness harness, KillSwitch? kill = null, TestProgram? program = null)
    {
        var catalog = new Catalog([.. TestTypes.Catalog.Providers, .. RandomPrograms.Catalog.Providers]);
        harness.World.Kill = kill ?? new KillSwitch();
        using var journal = new MemoryJournal(harness.Storage, harness.World.Kill);
        await using var pool = harness.Pool();
        try
        {
            var doubts = await Settler.SettleAsync(journal, pool, catalog, TimeSpan.FromMinutes(1), TimeSpan.Zero, CancellationToken.None);
            if (doubts.Count > 0) return (ApplyResult.Refused(doubts), 0);
            var (run, problem) = UnfinishedRun.Find(journal);
            if (run is null) return (ApplyResult.Refused(problem!), 0);
            return (await run.TakeBackAsync(journal, pool, harness.Options with { Catalog = catalog }, harness, CancellationToken.None, program?.Bound()), run.Steps.Count);
        }
        catch (KilledException)
        {
            return (new ApplyResult(ApplyOutcome.Cancelled, [], new Dictionary<string, Schemas.Data.Datum>(), []), 0);
        }
    }

    private static void Run(Func<Task> test) => test().GetAwaiter().GetResult();
}
