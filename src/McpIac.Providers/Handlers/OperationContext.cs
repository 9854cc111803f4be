namespace McpIac.Providers.Handlers;

/// <summary>What a handler is told besides the values.</summary>
/// <param name="Key">The change's idempotency key, to be stamped on the object where that is possible; empty for reads and checks.</param>
/// <param name="Name">The resource's name in the program.</param>
/// <param name="Progress">Phases for people to see.</param>
/// <param name="Again">An earlier attempt under this key was interrupted and may have had its effect: look for the object before making another.</param>
public sealed record OperationContext(
    string Key, string Urn, string Name, IProgress<string> Progress, CancellationToken Cancellation, bool Again = false);
