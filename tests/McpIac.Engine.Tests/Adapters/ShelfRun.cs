using McpIac.Dsl.Expressions;
using McpIac.Engine.Adapters;
using McpIac.Engine.Connections;
using McpIac.Engine.Execution;
using McpIac.Engine.Orchestration;
using McpIac.Engine.Tests.Worlds;
using McpIac.Plans.Binding;
using McpIac.Plans.Planning;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using ApplyOptions = McpIac.Engine.Execution.ApplyOptions;

namespace McpIac.Engine.Tests.Adapters;

/// <summary>Plans and applies programs over a <see cref="Shelf"/>, with a journal of their own.</summary>
internal sealed class ShelfRun
{
    private readonly MemoryJournal.Storage storage = new();

    public Shelf Shelf { get; } = new();

    public DeploymentState State => storage.State;

    /// <summary>Types in the stead of those that the tools make.</summary>
    public IReadOnlyList<ResourceType> Types { get; set; } = [];

    private Catalog Catalog => new([Provider]);

    private ProviderSchema Provider => Adapters.Shelf.Catalog.Providers[0] is var known ? known with { Types = [.. known.Types.Where(t => Types.All(o => o.Token != t.Token)), .. Types] } : known;

    public static BoundDeployment Program(IReadOnlyList<BoundResource> resources, params (string Name, Expression Value)[] outputs) =>
        new("d", resources, [.. outputs.Select(o => new BoundOutput(o.Name, o.Value, false))], new Dictionary<string, string>());

    public static BoundResource Resource(string type, string name, params (string Name, Expression Value)[] properties) => new(
        $"d/shelf:{type}/{name}", name, Adapters.Shelf.Catalog.Find($"shelf:{type}")!, properties.ToDictionary(p => p.Name, p => p.Value), [], null);

    public static Reference Of(string type, string name, string output) => new($"d/shelf:{type}/{name}", [output]);

    private ConnectionPool Pool()
    {
        var memory = new AdapterMemory();
        return new ConnectionPool((_, _) => Task.FromResult<(IProviderConnection?, McpIac.Schemas.Diagnostics.Diagnostic?)>((new AdaptedConnection(Shelf, Provider, memory, null, [TimeSpan.Zero]), null)));
    }

    public async Task<Plan> PlanAsync(BoundDeployment program)
    {
        await using var pool = Pool();
        var (plan, problems) = await Orchestrator.PlanAsync(program, Catalog, State, pool, CancellationToken.None);
        Assert.DoesNotContain(problems, p => p.Severity == McpIac.Schemas.Diagnostics.Severity.Error);
        return plan!;
    }

    public async Task<ApplyResult> ApplyAsync(BoundDeployment program)
    {
        await using var pool = Pool();
        using var journal = new MemoryJournal(storage, new KillSwitch());
        var (plan, problems) = await Orchestrator.PlanAsync(program, Catalog, State, pool, CancellationToken.None);
        return plan is null ? ApplyResult.Refused(problems)
            : await Orchestrator.ApplyAsync(plan, program, journal, pool, new ApplyOptions { RetryDelay = TimeSpan.Zero, Catalog = Catalog }, new Harness(Catalog), CancellationToken.None);
    }
}
