using System.Text.Json;
using McpIac.Engine.Connections;
using McpIac.Engine.Execution;
using McpIac.Engine.Tests.Worlds;
using McpIac.Plans.Journals;
using McpIac.Plans.Tests.Programs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Protocol;
using static McpIac.Engine.Tests.Execution.ApplyTests;
using static McpIac.Plans.Tests.Programs.TestProgram;

namespace McpIac.Engine.Tests.Retry;

/// <summary>What providers do wrong, and what must come of it.</summary>
public sealed class UnreliableProviderTests
{
    private readonly Harness harness = new();
    private int calls;

    private static TestProgram Vpc()
    {
        var program = new TestProgram();
        program.Add("aws:vpc:vpc", "portal", ("cidrBlock", V("10.0.0.0/16")));
        return program;
    }

    private void OnApply(Func<ApplyArguments, int, Task<object?>> answer) =>
        harness.Intercept = (tool, args, _) => tool == "applyDeployment" ? answer((ApplyArguments)args, Interlocked.Increment(ref calls)) : Task.FromResult<object?>(null);

    private static Task<object?> Lost(string message = "silence") => Task.FromResult<object?>(WorldConnection.Error<ApplyData>(ErrorCodes.Unknown, message, "possible"));

    private static readonly Task<object?> World = Task.FromResult<object?>(null);

    [Fact]
    public async Task ALostAnswer_IsAskedFor_AndNothingIsMadeTwice()
    {
        OnApply((args, call) =>
        {
            if (call > 1) return World;
            harness.World.Apply(args.Changes!, false);
            return Lost();
        });
        await harness.ConvergeAsync(Vpc());
        Assert.Equal((1, 1), (calls, harness.World.Objects.Count));
    }

    [Fact]
    public async Task ALostQuestion_IsSentAgain_UnderItsKey()
    {
        var keys = new List<string>();
        OnApply((args, call) =>
        {
            keys.AddRange(args.Changes!.Select(c => c.Key));
            return call == 1 ? Lost() : World;
        });
        await harness.ConvergeAsync(Vpc());
        Assert.Equal(2, keys.Count);
        Assert.Single(keys.Distinct());
    }

    [Fact]
    public async Task AProviderThatNeverSays_LeavesTheChangeInDoubt_AndTheNextApplySettlesIt()
    {
        OnApply((args, _) =>
        {
            harness.World.Apply(args.Changes!, false);
            return Lost();
        });
        var answers = harness.Intercept;
        harness.Intercept = (tool, args, timeout) => tool == "getResource"
            ? Task.FromResult<object?>(WorldConnection.Error<WireResource>(ErrorCodes.Unknown, "silence", "possible")) : answers!(tool, args, timeout);
        var result = await harness.ApplyAsync(Vpc());
        Assert.Equal((ApplyOutcome.Failed, ResourceFate.Unknown), (result.Outcome, result.Resources.Single().Fate));
        Assert.Single(harness.State.Pending);
        Assert.Equal("MCI4004", Assert.Single((await harness.ApplyAsync(Vpc())).Diagnostics).Id);

        harness.Intercept = null;
        await harness.ConvergeAsync(Vpc());
        Assert.Single(harness.World.Objects);
    }

    [Fact]
    public async Task APlanIsNotCarriedOut_WhileAChangeIsInDoubt()
    {
        harness.Storage.State = Plans.Journals.Replay.Apply(harness.State, new IntentRecorded("k", "create", "u", "t", "n", "aws", null, Datum.EmptyMap, []));
        using var journal = new MemoryJournal(harness.Storage, new KillSwitch());
        await using var pool = harness.Pool();
        var result = await Executor.ApplyAsync(await harness.PlanAsync(Vpc()), Vpc().Bound(), journal, pool, harness.Options, harness, CancellationToken.None);
        Assert.Equal("MCI4004", Assert.Single(result.Diagnostics).Id);
        Assert.Empty(harness.World.Log);
    }

    [Fact]
    public async Task AHang_EndsWithItsTime()
    {
        harness.Options = harness.Options with { StepTimeout = TimeSpan.FromMilliseconds(50) };
        harness.Intercept = async (tool, _, timeout) =>
        {
            if (tool != "applyDeployment") return null;
            calls++;
            Assert.InRange(timeout, TimeSpan.Zero, TimeSpan.FromMilliseconds(50));
            await Task.Delay(timeout + TimeSpan.FromMilliseconds(20)); // a timer alone may end a little early
            return WorldConnection.Error<ApplyData>(ErrorCodes.Unknown, "it didn't answer", "possible");
        };
        var result = await harness.ApplyAsync(Vpc());
        Assert.Equal(ResourceFate.Unknown, result.Resources.Single().Fate);
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task ATypesOwnTime_IsHowLongItsChangesMayTake()
    {
        var slow = TestTypes.Type("aws:slow:thing", [], []) with { Raw = Datum.MapOf([new("timeouts", Datum.MapOf([new("create", Datum.Of("PT42M"))]))]) };
        var catalog = new Schemas.Catalogs.Catalog([TestTypes.Provider("aws", slow)]);
        var slowly = new Harness(catalog)
        {
            Intercept = (tool, _, timeout) =>
        {
            if (tool == "applyDeployment") Assert.InRange(timeout, TimeSpan.FromMinutes(41), TimeSpan.FromMinutes(42));
            return World;
        }
        };
        var program = new TestProgram(catalog);
        program.Add("aws:slow:thing", "a");
        await slowly.ConvergeAsync(program);
    }

    [Fact]
    public async Task ADeadConnection_IsReplaced_AndALaterOneIsLeftAlone()
    {
        var opened = new List<WorldConnection>();
        await using var pool = new ConnectionPool((name, _) =>
        {
            opened.Add(new WorldConnection(name, harness.World));
            return Task.FromResult<(IProviderConnection?, Diagnostic?)>((opened[^1], null));
        });
        var (first, _) = await pool.GetAsync("aws", CancellationToken.None);
        await pool.DiscardAsync(first!);
        var (second, _) = await pool.GetAsync("aws", CancellationToken.None);
        await pool.DiscardAsync(first!);
        Assert.Same(second, (await pool.GetAsync("aws", CancellationToken.None)).Connection);
        Assert.Equal([true, false], opened.Select(o => o.IsDisposed));
    }

    [Theory]
    [InlineData("""{"results":null}""")]
    [InlineData("""{"results":[]}""")]
    [InlineData("""{"results":[null]}""")]
    [InlineData("""{"results":[{"key":"other","outcome":"applied"}]}""")]
    [InlineData("""{"results":[{"key":"KEY","outcome":"applied"}]}""")]
    [InlineData("""{"results":[{"key":"KEY","outcome":"splendid"}]}""")]
    [InlineData("""{"results":[{"key":"KEY"}]}""")]
    public async Task AnAnswerThatSaysNothing_IsAskedAboutAgain(string answer)
    {
        OnApply((args, call) => call > 1 ? World : Task.FromResult<object?>(WorldConnection.Answer<ApplyData>(
            JsonSerializer.Deserialize<ApplyData>(answer.Replace("KEY", args.Changes![0].Key, StringComparison.Ordinal), Wire.Options)!)));
        await harness.ConvergeAsync(Vpc());
        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task Throttling_IsWaitedOut_AsLongAsTheProviderSays()
    {
        harness.Options = harness.Options with { RetryDelay = TimeSpan.FromHours(1) };
        OnApply((_, call) => call > 2 ? World : Task.FromResult<object?>(WorldConnection.Error<ApplyData>(ErrorCodes.Throttled, "slow down", after: 1)));
        await harness.ConvergeAsync(Vpc());
        Assert.Equal(3, calls);
    }

    [Fact]
    public async Task AWaitPastThePatience_IsAFailure()
    {
        OnApply((_, _) => Task.FromResult<object?>(WorldConnection.Error<ApplyData>(ErrorCodes.Throttled, "come back tomorrow", after: 86_400_000)));
        harness.Options = harness.Options with { StepTimeout = TimeSpan.FromSeconds(30) };
        var result = await harness.ApplyAsync(Vpc());
        Assert.Equal((ApplyOutcome.RolledBack, 1), (result.Outcome, calls));
    }

    [Fact]
    public async Task ARefusalOfTheWholeCall_FailsItsChanges_WithoutAnotherTry()
    {
        OnApply((_, _) => Task.FromResult<object?>(WorldConnection.Error<ApplyData>(ErrorCodes.Unauthenticated, "no credentials")));
        var result = await harness.ApplyAsync(Vpc());
        Assert.Equal("portal (aws:vpc:vpc): create failed: no credentials (unauthenticated).", result.Diagnostics.Single().Message);
        Assert.Equal((ApplyOutcome.RolledBack, 1), (result.Outcome, calls));
    }

    [Fact]
    public async Task EverythingSkipped_IsAFailureToo()
    {
        OnApply((args, _) => Task.FromResult<object?>(WorldConnection.Answer<ApplyData>(new ApplyData([.. args.Changes!.Select(c => new WireChangeResult(c.Key, "skipped"))]))));
        var result = await harness.ApplyAsync(Vpc());
        Assert.Equal("portal (aws:vpc:vpc): create failed: the provider skipped it and didn't say why.", result.Diagnostics.Single().Message);
    }

    [Fact]
    public async Task ADeleteOfWhatIsGone_IsDone()
    {
        await harness.ConvergeAsync(Vpc());
        harness.World.Objects.Clear();
        await harness.ConvergeAsync(new TestProgram());
    }

    [Fact]
    public async Task AProviderThatCanNotBeStarted_IsNamedOnce_AndNothingIsChanged()
    {
        await using var pool = new ConnectionPool((name, _) => Task.FromResult<(IProviderConnection?, Diagnostic?)>((null, Diagnostic.Error("MCI6101", $"no {name}"))));
        using var journal = new MemoryJournal(harness.Storage, new KillSwitch());
        var (plan, diagnostics) = await McpIac.Engine.Orchestration.Orchestrator.PlanAsync(Portal().Bound(), TestTypes.Catalog, harness.State, pool, CancellationToken.None);
        Assert.Null(plan);
        Assert.Equal(["no aws", "no fw"], diagnostics.Select(d => d.Message).Order());
    }

    [Fact]
    public async Task Secrets_AreInNoLine_NoPlan_NoMessage()
    {
        const string secret = "correct-horse-battery";
        var program = new TestProgram();
        var db = program.Add("aws:rds:db", "db", ("engine", V("x")), ("password", V(secret)));
        program.Add("files:file:file", "config", ("path", V("p")), ("content", Join(V("pw="), db["password"])));
        program.Add("files:file:file", "from-echo", ("path", V("q")), ("content", db["connection"]));
        program.Add("files:file:file", "from-token", ("path", V("r")), ("content", db["token"]));
        program.Output("connection", db["connection"]);
        var result = await harness.ConvergeAsync(program);
        Assert.Contains(secret, result.Outputs["connection"].AsText(), StringComparison.Ordinal);
        harness.World.Fault = c => new WireError(ErrorCodes.Invalid, $"bad {c.Properties}");
        var again = new TestProgram();
        again.Add("aws:rds:db", "db", ("engine", V("y")), ("password", V(secret + "2")));
        var failed = await harness.ApplyAsync(again);
        var written = string.Join('\n', harness.Storage.Lines.Select(l => l.Body)) + string.Join('\n', failed.Diagnostics) + string.Join('\n', failed.Resources) + string.Join('\n', harness.Events);
        Assert.Contains("bad ", written, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, written, StringComparison.Ordinal);
        Assert.DoesNotContain("token of db", written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_AreNotInTheStateFile()
    {
        const string secret = "correct-horse-battery";
        var folder = Directory.CreateTempSubdirectory("mciacc-engine-");
        try
        {
            var program = new TestProgram();
            var db = program.Add("aws:rds:db", "db", ("engine", V("x")), ("password", V(secret)));
            program.Add("files:file:file", "config", ("path", V("p")), ("content", Join(V("pw="), db["password"])));
            await using var pool = harness.Pool();
            using (var journal = new State.Stores.Sqlite.SqliteStore(Path.Combine(folder.FullName, "state.db")).Open("shop", TimeProvider.System).Journal!)
            {
                var (plan, _) = await McpIac.Engine.Orchestration.Orchestrator.PlanAsync(program.Bound(), TestTypes.Catalog, journal.Read(), pool, CancellationToken.None);
                Assert.Equal(ApplyOutcome.Succeeded, (await Executor.ApplyAsync(plan!, program.Bound(), journal, pool, harness.Options, harness, CancellationToken.None)).Outcome);
                foreach (var file in folder.GetFiles("state.db*")) Assert.DoesNotContain(secret, Text(file), StringComparison.Ordinal);
            }

            foreach (var file in folder.GetFiles()) Assert.DoesNotContain(secret, Text(file), StringComparison.Ordinal);
            Assert.Contains("aws:rds:db", Text(folder.GetFiles("state.db").Single()), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        static string Text(FileInfo file)
        {
            using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            return reader.ReadToEnd();
        }
    }
}
