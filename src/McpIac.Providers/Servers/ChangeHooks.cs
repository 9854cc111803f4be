using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Servers;

/// <summary>Hooks around each change, for the twin's faults and for tests of crashes. A change that is answered from the ledger runs none.</summary>
/// <param name="Before">Runs after the checks and before the handler; what it throws is as if the handler had.</param>
/// <param name="After">Runs when the result is already recorded: what it returns is what the caller hears.</param>
/// <param name="Made">Runs when a create or an update has had its effect, and before that is recorded.</param>
public sealed record ChangeHooks(
    Func<WireChange, CancellationToken, Task>? Before = null,
    Func<WireChange, WireChangeResult, CancellationToken, Task<WireChangeResult>>? After = null,
    Func<WireChange, Task>? Made = null);
