using McpIac.Engine.Connections;
using McpIac.Engine.Events;
using McpIac.Engine.Execution;
using McpIac.Engine.Orchestration;
using McpIac.Plans.Binding;
using McpIac.Providers.Twin.Faults;
using McpIac.Providers.Twin.Mocks;
using McpIac.Schemas.Diagnostics;
using McpIac.State.Journals;
using McpIac.State.Stores.Sqlite;
using McpIac.Testing.Twins;

namespace McpIac.Testing;

/// <summary>
/// Twins of all providers of a deployment, the provider <c>local</c> too, and the state of what was applied to them: in a temporary folder, deleted by
/// <see cref="Dispose"/>. Not thread-safe.
/// </summary>
public sealed class Twin : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mciacc-test-").FullName;
    private readonly List<MockedOutputs> mocks = [];
    private readonly List<string> faults = [];

    /// <summary>Fixes outputs of a resource, from the next apply on; those that aren't named are made up as ever.</summary>
    /// <param name="type">A whole type token, <c>aws:vpc:vpc</c>.</param>
    /// <param name="name">The resource's name; null for every one of the type.</param>
    /// <param name="outputs">An object with a member for each output: <c>new { id = "vpc-1" }</c>; of what exists and is only read for each property too.</param>
    public Twin Mock(string type, string? name, object outputs)
    {
        mocks.Add(new MockedOutputs(type, name, DotNetValue.ToDatum(outputs)));
        return this;
    }

    /// <summary>Makes the provider refuse to create, update or delete a resource.</summary>
    /// <param name="action"><c>create</c>, <c>update</c> or <c>delete</c>; null for all three.</param>
    /// <param name="code">The standard's error code: <c>quota</c>, <c>denied</c>, <c>inUse</c> … One that passes by itself, as <c>throttled</c>, is tried again first.</param>
    public Twin Fail(string type, string name, string? action = null, string code = "internal") =>
        Fault($"fail@{type}:{action ?? "*"}:{Uri.EscapeDataString(name)}:{code}");

    /// <summary>Makes a twin misbehave, as <c>--twin-fault</c> does: <c>fail@5</c>, <c>unknown@4</c>, <c>slow@3:2s</c>.</summary>
    /// <exception cref="DeploymentTestException">The text is no fault.</exception>
    public Twin Fault(string fault)
    {
        if (FaultPlan.Parse(fault) is { Plan: null, Problem: var problem }) throw new DeploymentTestException(problem ?? $"{fault} is no fault.");
        faults.Add(fault);
        return this;
    }

    /// <summary>Takes back all faults, so that the next apply meets none.</summary>
    public Twin ClearFaults()
    {
        faults.Clear();
        return this;
    }

    /// <summary>Deletes everything that a deployment has in the twin.</summary>
    public Task<AppliedDeployment> DestroyAsync(BuiltDeployment built) => RunAsync(built, async (bound, journal, pool) =>
    {
        var planned = Orchestrator.PlanDestroy(journal.Read(), built.Catalog);
        if (planned.Plan is null) return (planned, null);
        return (planned, await Orchestrator.DestroyAsync(built.Catalog, journal, pool, new ApplyOptions(), new Progress<RunEvent>(), CancellationToken.None));
    });

    /// <summary>Deletes the twins' objects and the state.</summary>
    public void Dispose() => Directory.Delete(folder, recursive: true);

    internal Task<AppliedDeployment> ApplyAsync(BuiltDeployment built)
    {
        MockCheck.Check(mocks, built);
        return RunAsync(built, async (bound, journal, pool) =>
        {
            var planned = await Orchestrator.PlanAsync(bound, built.Catalog, journal.Read(), pool, CancellationToken.None);
            if (planned.Plan is not { } plan) return (planned, null);
            return (planned, await Orchestrator.ApplyAsync(plan, bound, journal, pool, new ApplyOptions(Catalog: built.Catalog), new Progress<RunEvent>(), CancellationToken.None));
        });
    }

    // A twin knows what exists, and nobody made, by its id.
    private static MockedOutputs ById(MockedOutputs mock, BuiltDeployment built) =>
        mock.Name is { } name && built.Deployment.Resources.FirstOrDefault(r => r.Type == mock.Type && r.IsCalled(name))?.ExistingId is { } id ? mock with { Name = id } : mock;

    private async Task<AppliedDeployment> RunAsync(
        BuiltDeployment built, Func<BoundDeployment, IJournal, ConnectionPool, Task<(PlanResult Planned, ApplyResult? Applied)>> run)
    {
        var bound = built.Deployment.Bound;
        var (journal, problem) = new SqliteStore(Path.Combine(folder, "state.db")).Open(bound.Name, TimeProvider.System);
        if (journal is null) throw Names.Failed("The temporary state can't be used", problem is null ? [] : [problem]);
        using (journal)
        {
            var plan = faults.Count == 0 ? null : FaultPlan.Parse(string.Join(',', faults)).Plan;
            await using var pool = new TwinServers(folder, bound, built.Catalog, plan, [.. mocks.Select(m => ById(m, built))]).Pool();
            var unsettled = await Orchestrator.SettleAsync(journal, pool, built.Catalog, CancellationToken.None);
            var (planned, applied) = unsettled.Any(d => d.Severity == Severity.Error) ? (new PlanResult(null, unsettled), null) : await run(bound, journal, pool);
            return new AppliedDeployment(built.Catalog, planned, applied, journal.Read());
        }
    }
}
