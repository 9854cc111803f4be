using System.Collections.Concurrent;
using McpIac.Dsl.Expressions;
using McpIac.Engine.Connections;
using McpIac.Engine.Events;
using McpIac.Engine.Execution;
using McpIac.Engine.Orchestration;
using McpIac.Engine.Snapshots;
using McpIac.Plans.Planning;
using McpIac.Plans.States;
using McpIac.Plans.Tests.Programs;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Protocol;
using ApplyOptions = McpIac.Engine.Execution.ApplyOptions;

namespace McpIac.Engine.Tests.Worlds;

/// <summary>A world, its journal, and one command after another, each in a process of its own.</summary>
internal sealed class Harness(Catalog? catalog = null) : IProgress<RunEvent>
{
    private readonly Catalog catalog = catalog ?? TestTypes.Catalog;

    public World World { get; } = new(catalog ?? TestTypes.Catalog);
    public MemoryJournal.Storage Storage { get; } = new();
    public ConcurrentQueue<StepEvent> Events { get; } = [];
    public ConcurrentQueue<RunEvent> All { get; } = [];
    public DeploymentState State => Storage.State;
    public CancellationTokenSource Interrupt { get; } = new();
    public ApplyOptions Options { get; set; } = new() { RetryDelay = TimeSpan.Zero };

    /// <summary>See <see cref="WorldConnection"/>.</summary>
    public Func<string, object, TimeSpan, Task<object?>>? Intercept { get; set; }

    /// <summary>A provider says what it is at.</summary>
    public Action<ProviderNote> Note { get; private set; } = _ => { };

    /// <summary>What every provider says it can bear.</summary>
    public ProviderLimits Limits { get; init; } = ProviderLimits.None;

    public void Report(RunEvent value)
    {
        All.Enqueue(value);
        if (value is StepEvent step) Events.Enqueue(step);
    }

    /// <summary>Settles, plans and applies, as the command line does.</summary>
    public async Task<ApplyResult> ApplyAsync(TestProgram program, KillSwitch? kill = null, PlanChoices? choices = null)
    {
        World.Kill = kill ?? new KillSwitch();
        using var journal = new MemoryJournal(Storage, World.Kill);
        await using var pool = Pool();
        var doubts = await Settler.SettleAsync(journal, pool, catalog, TimeSpan.FromMinutes(1), TimeSpan.Zero, CancellationToken.None);
        if (doubts.Count == 0) doubts = await UnfinishedRestore.SettleAsync(journal, pool, catalog, CancellationToken.None);
        if (doubts.Count > 0) return ApplyResult.Refused(doubts);
        var (plan, diagnostics) = await Orchestrator.PlanAsync(program.Bound(), catalog, journal.Read(), pool, CancellationToken.None, choices);
        return plan is null
            ? ApplyResult.Refused(diagnostics)
            : await Orchestrator.ApplyAsync(plan, program.Bound(), journal, pool, Options with { Catalog = catalog }, this, Interrupt.Token);
    }

    /// <summary>
    /// An apply that has to work, and leave nothing to do; but for what follows from an output that an update changed though no schema says so (docs/engine.md, "Limits"):
    /// that is the next apply's, and nothing else is.
    /// </summary>
    public async Task<ApplyResult> ConvergeAsync(TestProgram program)
    {
        var seen = Events.Count;
        var result = await SucceedAsync(program);
        var acted = Events.Skip(seen).Where(e => e.Action != StepAction.Delete).Select(e => e.Urn).ToHashSet(StringComparer.Ordinal);
        if ((await PlanAsync(program)).Steps.FirstOrDefault(s => s.Action != StepAction.NoOp) is { } left && !acted.Contains(left.Urn)
            && program.Bound().Resources.First(r => r.Urn == left.Urn).Properties.Values.SelectMany(References.Of).Any(r => r.Path is ["digest"] && acted.Contains(r.Urn)))
        {
            await SucceedAsync(program);
        }

        Assert.Equal("", PlanText(await PlanAsync(program)));
        Assert.Empty(State.Pending);
        Assert.Equal(program.Bound().Resources.Select(r => r.Urn).Order(StringComparer.Ordinal), State.Resources.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(State.Resources.Values.Select(r => r.Id).Order(StringComparer.Ordinal), World.Objects.Keys.Order(StringComparer.Ordinal));
        return result;
    }

    private async Task<ApplyResult> SucceedAsync(TestProgram program)
    {
        var result = await ApplyAsync(program);
        Assert.True(result.Outcome == ApplyOutcome.Succeeded, string.Join('\n', result.Diagnostics.Select(d => d.Message).Append(World.Describe())));
        return result;
    }

    public async Task<ApplyResult> DestroyAsync()
    {
        World.Kill = new KillSwitch();
        using var journal = new MemoryJournal(Storage, World.Kill);
        await using var pool = Pool();
        return await Orchestrator.DestroyAsync(catalog, journal, pool, Options, this, CancellationToken.None);
    }

    public async Task<Plan> PlanAsync(TestProgram program, PlanChoices? choices = null)
    {
        await using var pool = Pool();
        var (plan, diagnostics) = await Orchestrator.PlanAsync(program.Bound(), catalog, State, pool, CancellationToken.None, choices);
        Assert.True(plan is not null, string.Join('\n', diagnostics));
        return plan;
    }

    public async Task<LookResult> LookAsync(params string[] providers)
    {
        await using var pool = Pool();
        return await Orchestrator.LookAsync(State, catalog, pool, providers, CancellationToken.None);
    }

    /// <summary>Why there is no plan.</summary>
    public async Task<string> RefusalAsync(TestProgram program, PlanChoices? choices = null)
    {
        await using var pool = Pool();
        var (plan, diagnostics) = await Orchestrator.PlanAsync(program.Bound(), catalog, State, pool, CancellationToken.None, choices);
        Assert.Null(plan);
        return string.Join('\n', diagnostics.Select(d => $"{d.Id} {d.Message} {d.Remedy}"));
    }

    public ConnectionPool Pool() => new((name, _) => Task.FromResult<(IProviderConnection?, Diagnostic?)>((Connection(name), null)));

    private WorldConnection Connection(string name)
    {
        var connection = new WorldConnection(name, World, Intercept) { Limits = Limits };
        Note = connection.Note;
        return connection;
    }

    /// <summary>Fails the n-th change that reaches the world from now on, once.</summary>
    public void FailAt(int change, string code = ErrorCodes.Invalid)
    {
        var seen = 0;
        World.Fault = _ => ++seen == change ? new WireError(code, "told to fail") : null;
    }

    public static string PlanText(Plan plan) => string.Join('\n', plan.Steps.Where(s => s.Action != StepAction.NoOp).Select(s => $"{s.Action} {s.Name}: {s.Reason}")
        .Concat(plan.Outputs.Where(o => o.Changed).Select(o => $"output {o.Name}")));
}
