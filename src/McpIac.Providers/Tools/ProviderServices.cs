using McpIac.Providers.Changes;
using McpIac.Providers.Deployments;
using McpIac.Providers.Handlers;
using McpIac.Providers.Planning;
using McpIac.Providers.Resources;
using McpIac.Providers.Servers;
using McpIac.Providers.Stores;

namespace McpIac.Providers.Tools;

/// <summary>What the tools are made of, wired once.</summary>
internal sealed class ProviderServices
{
    public ProviderServices(
        ProviderOptions options, IReadOnlyDictionary<string, IResourceHandler> handlers, ProviderStore store, ChangeRunner runner, TimeProvider time)
    {
        (Handlers, Store) = (handlers, store);
        var memory = new PlanMemory(time);
        Batches = new BatchRunner(runner, options.MaxConcurrency);
        Validator = new ConfigValidator(handlers);
        Reader = new ResourceReader(handlers, store, runner);
        Lister = new ResourceLister(handlers, store, Reader);
        Planner = new DeploymentPlanner(handlers, store, Reader, Validator, memory, time);
        Deployments = new DeploymentRunner(store, Batches, memory);
        Snapshots = new SnapshotKeeper(handlers, store, time);
        Restorer = new SnapshotRestorer(handlers, store, Reader, Batches);
    }

    public IReadOnlyDictionary<string, IResourceHandler> Handlers { get; }
    public ProviderStore Store { get; }
    public BatchRunner Batches { get; }
    public ConfigValidator Validator { get; }
    public ResourceReader Reader { get; }
    public ResourceLister Lister { get; }
    public DeploymentPlanner Planner { get; }
    public DeploymentRunner Deployments { get; }
    public SnapshotKeeper Snapshots { get; }
    public SnapshotRestorer Restorer { get; }
}
