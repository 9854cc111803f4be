using CsCheck;
using McpIac.Dsl.Expressions;
using McpIac.Engine.Execution;
using McpIac.Engine.Orchestration;
using McpIac.Engine.Rollbacks;
using McpIac.Engine.Tests.Execution;
using McpIac.Engine.Tests.Worlds;
using McpIac.Plans.Binding;
using McpIac.Plans.Journals;
using McpIac.Plans.Planning;
using McpIac.Plans.Tests.Programs;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using static McpIac.Engine.Tests.Execution.ApplyTests;
using static McpIac.Plans.Tests.Programs.TestProgram;

namespace McpIac.Engine.Tests.Rollbacks;

/// <summary>Back to an earlier version of a state, by an ordinary plan.</summary>
public sealed class WayBackTests
{
    private readonly Harness harness = new();

    [Fact]
    public void FromAnyProgram_TheVersionBefore_IsComeBackTo() =>
        Gen.Select(RandomPrograms.One, RandomPrograms.One, RandomPrograms.One).Sample((first, second, third) => RunAsync(async () =>
        {
            var random = new Harness(RandomPrograms.Catalog);
            await random.ConvergeAsync(first);
            var (version, world) = (random.State.Serial, random.World.Describe());
            await random.ConvergeAsync(second);
            await random.ConvergeAsync(third);
            var (result, text) = await BackAsync(random, version, RandomPrograms.Catalog);
            Assert.True(result.Outcome == ApplyOutcome.Succeeded, string.Join('\n', result.Diagnostics.Select(d => d.Message).Append(text)));
            Assert.Equal(world, random.World.Describe());

            // What is there now is what the first program says.
            await random.ConvergeAsync(first);
            Assert.Equal(world, random.World.Describe());
        }).GetAwaiter().GetResult(), iter: 150, threads: 1);

    [Fact]
    public void WhatARunThatFailedHadLeft_IsComeBackToAsWell() =>
        Gen.Select(RandomPrograms.One, RandomPrograms.One, RandomPrograms.One, Gen.Int[1, 8]).Sample((first, second, third, failure) => RunAsync(async () =>
        {
            var random = new Harness(RandomPrograms.Catalog);
            await random.ConvergeAsync(first);
            random.Options = random.Options with { OnFailure = OnFailure.Continue };
            random.FailAt(failure);
            await random.ApplyAsync(second);
            random.World.Fault = _ => null;
            var (version, then) = (random.State.Serial, random.State);
            await random.ConvergeAsync(third);
            var (result, text) = await BackAsync(random, version, RandomPrograms.Catalog);
            Assert.True(result.Outcome == ApplyOutcome.Succeeded, string.Join('\n', result.Diagnostics.Select(d => d.Message).Append(text)));
            Assert.Equal(
                then.Resources.Values.Where(r => r.Id.Length > 0).Select(r => $"{r.Urn} {r.Inputs["label"]} {r.Inputs["kind"]}").Order(StringComparer.Ordinal),
                random.State.Resources.Values.Select(r => $"{r.Urn} {r.Inputs["label"]} {r.Inputs["kind"]}").Order(StringComparer.Ordinal));
            await random.ConvergeAsync(first);
        }).GetAwaiter().GetResult(), iter: 150, threads: 1);

    [Fact]
    public async Task WhatRefersToWhatIsMadeAnew_GetsItsNewId_AndOutputsToo()
    {
        var program = Portal();
        program.Output("backend", Join(V("of "), program.Bound().Resources.First(r => r.Name == "app-1") is var app ? new Reference(app.Urn, ["id"]) : V("")));
        await harness.ConvergeAsync(program);
        var version = harness.State.Serial;
        var world = harness.World.Describe();
        await harness.ConvergeAsync(Portal(cidr: "10.0.2.0/24", tag: 151));
        var (result, _) = await BackAsync(harness, version);
        Assert.Equal(ApplyOutcome.Succeeded, result.Outcome);
        Assert.Equal(world, harness.World.Describe());
        Assert.Equal($"of {harness.State.Resources.Values.Single(r => r.Name == "app-1").Id}", harness.State.Outputs["backend"].AsText());
        Assert.Equal("", Harness.PlanText(await harness.PlanAsync(program)));
    }

    [Fact]
    public async Task APlanBack_SaysWhyWhatWasAdded_Goes()
    {
        var program = new TestProgram();
        program.Add("files:file:file", "a", ("path", V("a")));
        await harness.ConvergeAsync(program);
        var version = harness.State.Serial;
        program.Add("files:file:file", "b", ("path", V("b")));
        await harness.ConvergeAsync(program);
        var (_, text) = await BackAsync(harness, version);
        Assert.Equal($"Delete b: version {version} doesn't have it", text);
    }

    [Fact]
    public async Task ASecretThatIsNotKept_IsReported_UnlessItStays_OrTheProgramHasIt()
    {
        TestProgram Program(string password, string engine, bool user = false)
        {
            var program = new TestProgram();
            (string, Expression)[] users = user ? [("users", new ListExpression([new MapExpression([new("name", V("u")), new("pass", V("former-pass"))])]))] : [];
            program.Add("aws:rds:db", "db", [("engine", V(engine)), ("password", new Secret(V(password))), .. users]);
            program.Add("files:file:file", "f", ("path", V(engine)));
            return program;
        }

        await harness.ConvergeAsync(Program("first-password", "x", user: true));
        var version = harness.State.Serial;

        // Everything but the database: its secrets stay as they are.
        var other = Program("first-password", "x", user: true);
        other.Add("files:file:file", "g", ("path", V("g")));
        await harness.ConvergeAsync(other);
        Assert.Equal(ApplyOutcome.Succeeded, (await BackAsync(harness, version)).Result.Outcome);

        await harness.ConvergeAsync(Program("second-password", "y"));
        var (result, _) = await BackAsync(harness, version, program: Program("second-password", "y"));
        var problem = Assert.Single(result.Diagnostics);
        Assert.Equal(("MCI4041", $"db (aws:rds:db) can't be brought back to version {version}: its password, users would have to be sent again, and state keeps no secrets."), (problem.Id, problem.Message));
        Assert.Equal("y", harness.State.Resources["shop/aws:rds:db/db"].Inputs["engine"]!.AsText());

        // Leaving it out brings back the rest.
        Assert.Equal(ApplyOutcome.Succeeded, (await BackAsync(harness, version, choices: new PlanChoices { Excludes = ["db"] })).Result.Outcome);
        Assert.Equal("x", harness.State.Resources["shop/files:file:file/f"].Inputs["path"]!.AsText());
        Assert.Equal("y", harness.State.Resources["shop/aws:rds:db/db"].Inputs["engine"]!.AsText());

        // With the secrets in the program there is a way back.
        (result, _) = await BackAsync(harness, version, program: Program("first-password", "z", user: true));
        Assert.Equal(ApplyOutcome.Succeeded, result.Outcome);
        Assert.Contains("first-password", harness.World.Objects.Values.Single(o => o.Name == "db").Properties.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(harness.Storage.Lines, l => l.Body.Contains("-password", StringComparison.Ordinal));
        Assert.Equal("", Harness.PlanText(await harness.PlanAsync(Program("first-password", "x", user: true))));
    }

    [Fact]
    public async Task WhatWasRenamedSince_IsRenamedBack()
    {
        var program = new TestProgram();
        program.Add("files:file:file", "old", ("path", V("p")));
        await harness.ConvergeAsync(program);
        var (version, id) = (harness.State.Serial, harness.World.Objects.Keys.Single());
        var renamed = new TestProgram();
        renamed.With(renamed.Add("files:file:file", "new", ("path", V("p"))), new BoundOptions { Aliases = ["shop/files:file:file/old"] });
        await harness.ApplyAsync(renamed);
        Assert.Equal("shop/files:file:file/new", harness.State.Resources.Keys.Single());
        Assert.Equal(ApplyOutcome.Succeeded, (await BackAsync(harness, version)).Result.Outcome);
        Assert.Equal(("shop/files:file:file/old", id), (harness.State.Resources.Keys.Single(), harness.World.Objects.Keys.Single()));
    }

    [Fact]
    public async Task ARollbackThatFails_IsTakenBackItself()
    {
        await harness.ConvergeAsync(Portal());
        var version = harness.State.Serial;
        await harness.ConvergeAsync(Portal(cidr: "10.0.2.0/24", tag: 151));
        var world = harness.World.Describe();
        harness.World.Fault = c => c.Name == "app-backend" ? new WireError(ErrorCodes.Denied, "no") : null;
        var (result, _) = await BackAsync(harness, version);
        Assert.Equal(ApplyOutcome.RolledBack, result.Outcome);
        Assert.Equal(world, harness.World.Describe());
        Assert.Equal("rollback", Assert.IsType<RunStarted>(JournalJson.Read(harness.Storage.Lines.Last(l => l.Kind == "runStarted").Kind, harness.Storage.Lines.Last(l => l.Kind == "runStarted").Body)).Kind);
    }

    [Fact]
    public async Task ATypeThatNobodyKnowsAnyMore_IsReported()
    {
        var program = new TestProgram();
        program.Add("files:file:file", "f", ("path", V("p")));
        await harness.ConvergeAsync(program);
        var version = harness.State.Serial;
        var (result, _) = await BackAsync(harness, version, new Catalog([]));
        Assert.Equal($"MCI4040 Version {version} has f of the type files:file:file, which is in no snapshot any more.", $"{result.Diagnostics[0].Id} {result.Diagnostics[0].Message}");
    }

    private static async Task<(ApplyResult Result, string Text)> BackAsync(Harness harness, long version, Catalog? catalog = null, TestProgram? program = null, PlanChoices? choices = null)
    {
        catalog ??= TestTypes.Catalog;
        harness.World.Kill = new KillSwitch();
        using var journal = new MemoryJournal(harness.Storage, harness.World.Kill);
        await using var pool = harness.Pool();
        var way = await WayBack.PlanAsync(journal.ReadAt(version)!, program?.Bound(), catalog, journal.Read(), pool, CancellationToken.None, choices);
        if (way.Planned.Plan is not { } plan) return (ApplyResult.Refused(way.Planned.Diagnostics), "");
        return (await Orchestrator.ApplyAsync(plan, way.Deployment, journal, pool, harness.Options with { Catalog = catalog, Kind = "rollback" }, harness, CancellationToken.None), Harness.PlanText(plan));
    }

    private static async Task RunAsync(Func<Task> test) => await test();
}
