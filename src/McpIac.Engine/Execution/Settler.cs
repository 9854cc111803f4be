using McpIac.Engine.Connections;
using McpIac.Engine.Retry;
using McpIac.Plans.Journals;
using McpIac.Plans.Secrets;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Protocol;
using McpIac.State.Journals;

namespace McpIac.Engine.Execution;

/// <summary>Finds out what became of the changes that a crash left without a result. Afterwards plan anew, from what is.</summary>
public static class Settler
{
    private const int Polls = 30;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <returns>Empty when nothing is pending any more; else MCI4004 for each change that stays in doubt.</returns>
    public static async Task<IReadOnlyList<Diagnostic>> SettleAsync(
        IJournal journal, ConnectionPool pool, Catalog catalog, TimeSpan timeout, CancellationToken cancellation)
    {
        var diagnostics = new List<Diagnostic>();
        try
        {
            foreach (var intent in journal.Read().Pending.ToArray())
            {
                var (connection, problem) = await pool.GetAsync(intent.Provider, cancellation);
                var entry = connection is null ? null : await FindOutAsync(connection, journal.Read(), catalog, intent, timeout, cancellation);
                if (entry is not null) journal.Append(entry);
                else diagnostics.Add(problem ?? InDoubt(intent));
            }
        }
        catch (JournalException e)
        {
            diagnostics.Add(e.Problem);
        }

        return diagnostics;
    }

    private static async Task<JournalEntry?> FindOutAsync(
        IProviderConnection connection, DeploymentState state, Catalog catalog, PendingIntent intent, TimeSpan timeout, CancellationToken cancellation)
    {
        for (var poll = 0; poll < Polls; poll++)
        {
            var answer = await connection.GetAsync(new GetArguments(Key: intent.Key), timeout, cancellation);
            if (answer.Data is { } resource && !KnownStates.IsUnderWay(resource.State)) return Entry(state, catalog, intent, resource);
            if (answer.Data is null && answer.Error?.Code == ErrorCodes.NotFound) return await NeverSeenAsync(connection, state, intent, timeout, cancellation);
            if (answer.Data is null) return await ResendAsync(connection, state, catalog, intent, timeout, cancellation);
            await Task.Delay(Pause, cancellation);
        }

        return null;
    }

    private static JournalEntry Entry(DeploymentState state, Catalog catalog, PendingIntent intent, WireResource resource)
    {
        if (intent.Action == "delete") return resource.State == "deleted" ? Gone(state, intent) : Failed(intent);
        if (resource.State == "deleted" || string.IsNullOrEmpty(resource.Id)) return Failed(intent);
        state.Resources.TryGetValue(intent.Urn, out var prior);
        var type = catalog.Find(intent.Type);

        // Anything but "created" exists without being as asked; without inputs the next plan sees that.
        var inputs = resource.State == "created" ? intent.Inputs ?? Datum.EmptyMap : Datum.EmptyMap;
        var outputs = Fingerprints.Protect(intent.Urn, type?.Outputs, resource.Outputs ?? Datum.EmptyMap);
        var confirmed = new ResourceState(intent.Urn, intent.Type, intent.Name, intent.Provider, resource.Id, inputs, outputs,
            resource.Etag, resource.Private, resource.Dependencies ?? [], []);
        return new ResourceConfirmed(intent.Key, confirmed, DeposePrior: intent.Action == "create" && prior is { Id.Length: > 0 } && prior.Id != resource.Id);
    }

    // A provider that forgot a delete's key still knows whether the object is there.
    private static async Task<JournalEntry?> NeverSeenAsync(
        IProviderConnection connection, DeploymentState state, PendingIntent intent, TimeSpan timeout, CancellationToken cancellation)
    {
        if (intent.Action != "delete" || intent.Id is null) return Failed(intent);
        var answer = await connection.GetAsync(new GetArguments(Id: intent.Id, Type: intent.Type), timeout, cancellation);
        if (answer.Data is { } resource) return resource.State == "deleted" ? Gone(state, intent) : Failed(intent);
        return answer.Error?.Code == ErrorCodes.NotFound ? Gone(state, intent) : null;
    }

    private static async Task<JournalEntry?> ResendAsync(
        IProviderConnection connection, DeploymentState state, Catalog catalog, PendingIntent intent, TimeSpan timeout, CancellationToken cancellation)
    {
        // Secrets aren't in the journal, so such a change can't be sent again as it was.
        if (Fingerprints.ContainsAny(intent.Inputs)) return null;
        state.Resources.TryGetValue(intent.Urn, out var known);
        var prior = known is not null && known.Id == intent.Id ? OperationBuilder.PriorOf(known) : null;
        var change = new WireChange(intent.Key, intent.Action, intent.Type, intent.Name, intent.Urn, intent.Id, prior, intent.Inputs,
            intent.Inputs is null ? null : [], []);
        var answer = await connection.ApplyAsync(ProviderCalls.Batch(state.Deployment, [change], 1, false), timeout, cancellation);
        var result = answer.Data?.Results?.FirstOrDefault(r => r.Key == intent.Key);
        return result switch
        {
            { Outcome: "applied" or "noop" } when intent.Action == "delete" => Gone(state, intent),
            { Outcome: "applied" or "noop" or "partial", Resource: { } resource } => Entry(state, catalog, intent, resource),
            { Outcome: "failed", Error: { } error } when intent.Action == "delete" && error.Code == ErrorCodes.NotFound => Gone(state, intent),
            { Outcome: "failed", Error: { } error } when error.Details?.SideEffects is null or "none" => Failed(intent),
            _ => null,
        };
    }

    private static ResourceGone Gone(DeploymentState state, PendingIntent intent)
    {
        var deposed = intent.Id is { } id && state.Resources.TryGetValue(intent.Urn, out var resource) && resource.Deposed.Any(d => d.Id == id);
        return new ResourceGone(intent.Key, intent.Urn, deposed ? intent.Id : null);
    }

    private static IntentFailed Failed(PendingIntent intent) => new(intent.Key, "interrupted", "it had no effect before the run was interrupted");

    private static Diagnostic InDoubt(PendingIntent intent) => Diagnostic.Error("MCI4004",
        $"An interrupted run was about to {intent.Action} {intent.Name} ({intent.Type}), and {intent.Provider} can't say what became of it.", null,
        "Look at the provider, then apply again; nothing is applied while this is in doubt, because it could be made twice.");
}
