using McpIac.Providers.Changes;
using McpIac.Providers.Handlers;
using McpIac.Providers.Resources;
using McpIac.Providers.Servers;
using McpIac.Providers.Stores;

namespace McpIac.Providers.Tools;

/// <summary>What the tools are made of, wired once.</summary>
internal sealed class ProviderServices(
    ProviderOptions options, IReadOnlyDictionary<string, IResourceHandler> handlers, ProviderStore store, ChangeRunner runner, TimeProvider time)
{
    public IReadOnlyDictionary<string, IResourceHandler> Handlers => handlers;
    public ProviderStore Store => store;
    public TimeProvider Time => time;
    public BatchRunner Batches { get; } = new(runner, options.MaxConcurrency);
    public ConfigValidator Validator { get; } = new(handlers);
    public ResourceReader Reader { get; } = new(handlers, store, runner);
    public ResourceLister Lister { get; } = new(handlers, store);
}
