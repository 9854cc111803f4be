using System.Collections.Concurrent;
using McpIac.Providers.Annotations;
using McpIac.Providers.Handlers;

namespace McpIac.Providers.AspNetCore.Tests;

internal sealed record SlowProperties(string Text);

internal sealed record SlowOutputs(string Id);

/// <summary>Makes an object when it is told to, not before.</summary>
[ResourceType("slow:thing", Title = "Thing", Description = "Takes as long as it is let.")]
internal sealed class SlowHandler(Task go) : ResourceHandler<SlowProperties, SlowOutputs>
{
    public ConcurrentDictionary<string, SlowProperties> Made { get; } = [];

    protected override async Task<Live<SlowProperties, SlowOutputs>> CreateAsync(SlowProperties properties, OperationContext context)
    {
        await go;
        var id = $"thing-{Guid.NewGuid():N}";
        Made[id] = properties;
        return Live(id, properties);
    }

    protected override Task<Live<SlowProperties, SlowOutputs>?> ReadAsync(Live<SlowProperties, SlowOutputs> known, OperationContext context) =>
        Task.FromResult(Made.TryGetValue(known.Id, out var properties) ? Live(known.Id, properties) : null);

    protected override Task DeleteAsync(Live<SlowProperties, SlowOutputs> prior, OperationContext context)
    {
        Made.TryRemove(prior.Id, out _);
        return Task.CompletedTask;
    }

    private static Live<SlowProperties, SlowOutputs> Live(string id, SlowProperties properties) => new(id, properties, new SlowOutputs(id));
}
