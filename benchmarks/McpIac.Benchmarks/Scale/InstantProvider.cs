using System.ComponentModel;
using McpIac.Providers.Annotations;
using McpIac.Providers.Handlers;
using McpIac.Providers.Servers;
using McpIac.Providers.Stores;

namespace McpIac.Benchmarks.Scale;

/// <summary>A provider on the SDK whose handler answers at once; all else is as in any: its record is on the disk before it answers.</summary>
internal static class InstantProvider
{
    public static async Task<int> ServeAsync(string record)
    {
        await using var server = new ProviderServer(new ProviderOptions("bench", "1.0.0"), [new ThingHandler()], ProviderStore.Open(record));
        await server.RunStdioAsync(CancellationToken.None);
        return 0;
    }

    internal sealed record ThingProperties([Description("Any text.")] string Text, [Description("Any number.")] int Size = 1);

    internal sealed record ThingOutputs(string Id);

    [ResourceType("bench:thing", Description = "Nothing but its record.")]
    private sealed class ThingHandler : ResourceHandler<ThingProperties, ThingOutputs>
    {
        protected override Task<Live<ThingProperties, ThingOutputs>> CreateAsync(ThingProperties properties, OperationContext context) =>
            Task.FromResult(new Live<ThingProperties, ThingOutputs>(context.Key, properties, new ThingOutputs(context.Key)));

        protected override Task<Live<ThingProperties, ThingOutputs>?> ReadAsync(Live<ThingProperties, ThingOutputs> known, OperationContext context) =>
            Task.FromResult<Live<ThingProperties, ThingOutputs>?>(known);

        protected override Task<Live<ThingProperties, ThingOutputs>> UpdateAsync(Live<ThingProperties, ThingOutputs> prior, ThingProperties properties, OperationContext context) =>
            Task.FromResult(prior with { Properties = properties });

        protected override Task DeleteAsync(Live<ThingProperties, ThingOutputs> prior, OperationContext context) => Task.CompletedTask;
    }
}
