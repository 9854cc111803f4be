using System.ComponentModel;
using McpIac.Providers.Annotations;
using McpIac.Providers.Handlers;
using McpIac.Providers.Servers;
using McpIac.Providers.Stores;

// A whole provider in a process of its own, as an author would write it; its world is the file named by the first argument.
await using var server = new ProviderServer(new ProviderOptions("example", "1.0"), [new PebbleHandler()], ProviderStore.Open(args.Length > 0 ? args[0] : null));
await server.RunStdioAsync(CancellationToken.None);

internal sealed record PebbleProperties([Description("In grams.")] int Weight);

internal sealed record PebbleOutputs(string Id);

[ResourceType("example:beach:pebble", Description = "A pebble.")]
internal sealed class PebbleHandler : ResourceHandler<PebbleProperties, PebbleOutputs>
{
    public override bool Repeatable => true;

    protected override Task<Live<PebbleProperties, PebbleOutputs>> CreateAsync(PebbleProperties properties, OperationContext context)
    {
        Console.WriteLine("A handler that prints.");
        var id = $"pebble-{context.Key}";
        return Task.FromResult(new Live<PebbleProperties, PebbleOutputs>(id, properties, new PebbleOutputs(id)));
    }

    protected override Task<Live<PebbleProperties, PebbleOutputs>?> ReadAsync(Live<PebbleProperties, PebbleOutputs> known, OperationContext context) =>
        Task.FromResult<Live<PebbleProperties, PebbleOutputs>?>(known);

    protected override Task DeleteAsync(Live<PebbleProperties, PebbleOutputs> prior, OperationContext context) => Task.CompletedTask;
}
