using McpIac.Dsl.Expressions;
using McpIac.Engine.Adapters;
using McpIac.Engine.Connections;
using McpIac.Engine.Execution;
using McpIac.Engine.Orchestration;
using McpIac.Engine.Tests.Worlds;
using McpIac.Plans.Binding;
using McpIac.Plans.Planning;
using McpIac.Plans.States;
using ApplyOptions = McpIac.Engine.Execution.ApplyOptions;

namespace McpIac.Engine.Tests.Adapters;

/// <summary>Plans and applies programs over a <see cref="Shelf"/>, with a journal of their own.</summary>
internal sealed class ShelfRun
{
    private readonly MemoryJournal.Storage storage = new();

    public Shelf Shelf { get; } = new();

    public DeploymentState State => storage.State;

    public static BoundDeployment Program(IReadOnlyList<BoundResource> resources, params (string Name, Expression Value)[] outputs) =>
        new("d", resources, [.. outputs.Select(o => new BoundOutput(o.Name, o.Value, false))], new Dictionary<string, string>());

    public static BoundResource Resource(string type, string name, params (string Name, Expression Value)[] properties) => new(
        $"d/shelf:{type}/{name}", name, Adapters.Shelf.Catalog.Find($"shelf:{type}")!, properties.ToDictionary(p => p.Name, p => p.Value), [], null);

    public static Reference Of(string type, string name, string output) => new($"d/shelf:{type}/{name}", [output]);

    private ConnectionPool Pool()
    {
        var memory = new AdapterMemory();
        return new ConnectionPool((_, _) => Task.FromResult<(IProviderConnection?, McpIac.Schemas.Diagnostics.Diagnostic?)>((Shelf.Adapted(memory), null)));
    }

    public async Task<Plan> PlanAsync(BoundDeployment program)
    {
        await using var pool = Pool();
        var (plan, problems) = await Orchestrator.PlanAsync(program, Adapters.Shelf.Catalog, State, pool, CancellationToken.None);
        Assert.DoesNotContain(problems, p => p.Severity == McpIac.Schemas.Diagnostics.Severity.Error);
        return plan!;
    }

    public async Task<ApplyResult> ApplyAsync(BoundDeployment program)
    {
        await using var pool = Pool();
        using var journal = new MemoryJournal(storage, new KillSwitch());
        var (plan, problems) = await Orchestrator.PlanAsync(program, Adapters.Shelf.Catalog, State, pool, CancellationToken.None);
        return plan is null ? ApplyResult.Refused(problems)
            : await Orchestrator.ApplyAsync(plan, program, journal, pool, new ApplyOptions { RetryDelay = TimeSpan.Zero, Catalog = Adapters.Shelf.Catalog }, new Harness(Adapters.Shelf.Catalog), CancellationToken.None);
    }
}
