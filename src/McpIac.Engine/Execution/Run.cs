using McpIac.Engine.Connections;
using McpIac.Engine.Events;
using McpIac.Engine.Retry;
using McpIac.Engine.Telemetry;
using McpIac.Plans.Binding;
using McpIac.Plans.Journals;
using McpIac.Plans.Planning;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Diagnostics;
using McpIac.State.Journals;

namespace McpIac.Engine.Execution;

/// <summary>One run of a plan. All its fields are touched by one loop; only sending happens beside it.</summary>
internal sealed partial class Run
{
    private readonly Plan plan;
    private readonly DeploymentState before;
    private readonly RunRecord record;
    private readonly Sender sender;
    private readonly ConnectionPool pool;
    private readonly ApplyOptions options;
    private readonly RunReporter reporter;
    private readonly RunTrace trace;
    private readonly CancellationToken cancellation;
    private readonly Dictionary<string, ResourceType> types;
    private readonly StepGraph graph;
    private readonly LiveScope scope;
    private readonly OperationBuilder builder;
    private readonly OperationRunner runner;
    private readonly ManagedDependencies dependencies;
    private readonly List<Diagnostic> diagnostics = [];
    private readonly string runId = Guid.CreateVersion7().ToString("N");

    /// <param name="revealed">The journal's state with its secret outputs, as far as providers tell them.</param>
    public Run(
        Plan plan, BoundDeployment? deployment, DeploymentState revealed, IJournal journal, ConnectionPool pool, ApplyOptions options,
        IProgress<RunEvent> progress, CancellationToken cancellation)
    {
        (this.plan, this.pool, this.options, this.cancellation) = (plan, pool, options, cancellation);
        record = new RunRecord(journal);
        before = record.State;
        types = (options.Catalog?.Types ?? []).Concat(deployment?.Resources.Select(r => r.Type) ?? [])
            .GroupBy(t => t.Token, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last(), StringComparer.Ordinal);
        graph = StepGraph.Build(plan, before);

        // Where everything can start at once, no order is better than another.
        times = graph.Nodes.Count(n => n.Action is not null) > options.Parallelism ? StepTimes.Of(journal.History(StepTimes.Entries)) : new StepTimes();
        ready = new StepQueue(times);
        trace = new RunTrace(progress);
        reporter = new RunReporter(trace, new Forecast(graph.Nodes, times, options.Parallelism));
        dependencies = new ManagedDependencies(plan);
        scope = new LiveScope(plan, before, revealed, TypeOf);
        builder = new OperationBuilder(scope, TypeOf, Current, before.Resources.Values.Select(r => r.Origin).OfType<string>().ToHashSet(StringComparer.Ordinal));
        sender = new Sender(plan.Deployment, pool, options);
        runner = new OperationRunner(record, sender, reporter);
    }

    public async Task<ApplyResult> RunAsync()
    {
        try
        {
            // A saved plan doesn't hold what was read, which outputs may be made of.
            if (plan.IsEmpty && plan.Steps.All(s => s.Read is not { Found: null })) return Unchanged();
            await ConnectAsync();
        }
        catch (JournalException e)
        {
            return Broken(e.Problem);
        }

        pool.Noted += reporter.Noted;
        try
        {
            reporter.Began(runId, plan.Deployment, options.Kind, graph.Nodes.Count(n => n.Action is not null));
            var result = await CarryOutAsync();
            reporter.Finished(runId, result.Outcome);
            return result;
        }
        finally
        {
            pool.Noted -= reporter.Noted;
        }
    }

    private async Task<ApplyResult> CarryOutAsync()
    {
        try
        {
            record.Add([new RunStarted(runId, options.Kind), .. OptionsChanged()]);
            await WalkAsync();
            return await ConcludeAsync();
        }
        catch (JournalException e)
        {
            return Broken(e.Problem);
        }
    }

    // All at once, and before anything is sent: what a provider can bear decides what is sent first. One that can't be reached is so when something is sent to it.
    private Task ConnectAsync() => Task.WhenAll(graph.Nodes.Where(n => n.Acts).Select(n => n.Provider).Distinct(StringComparer.Ordinal)
        .Select(provider => pool.GetAsync(provider, cancellation)));

    private async Task<ApplyResult> ConcludeAsync()
    {
        foreach (var node in graph.Nodes.Where(n => n.Status == NodeStatus.Waiting)) node.Status = NodeStatus.Skipped;
        if (!failed && cancellation.IsCancellationRequested && graph.Nodes.Any(n => n.Status == NodeStatus.Skipped)) return End(ApplyOutcome.Cancelled, "cancelled");
        if (!failed && graph.Nodes.All(n => n.Status == NodeStatus.Done)) return Succeed();
        return Compensates ? await RollBackAsync() : End(ApplyOutcome.Failed, "failed");
    }

    /// <summary>Taking back is only honest before the first delete was sent; an interrupt never starts it.</summary>
    private bool Compensates => options.OnFailure == OnFailure.Rollback && !deleteSent && !cancellation.IsCancellationRequested;

    private ResourceType? TypeOf(string token) => types.TryGetValue(token, out var type) ? type : null;

    private ResourceState? Current(string urn) => record.State.Resources.TryGetValue(urn, out var resource) ? resource : null;

    private IReadOnlyList<string> Dependencies(PlanStep step) => dependencies.Of(step);

    private void Report(StepNode node, StepPhase phase, string? message) => reporter.Step(node, phase, message);
}
