using McpIac.Engine.Connections;
using McpIac.Engine.Retry;
using McpIac.Plans.Journals;
using McpIac.Plans.Secrets;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Engine.Execution;

/// <summary>One question: what became of this change? Answered by its key; else by the object's id; else by sending it again under its key.</summary>
internal sealed class Inquiry(
    IProviderConnection connection, DeploymentState state, ResourceType? type, PendingIntent intent, TimeSpan timeout, TimeSpan pause)
{
    private const int Polls = 30;

    private string ProviderUrn => intent.Origin ?? intent.Urn;

    /// <summary>What to record, or null when it stays in doubt; silent when the provider gave no usable answer at all.</summary>
    public async Task<(JournalEntry? Entry, bool Silent)> FindOutAsync(CancellationToken cancellation)
    {
        for (var poll = 0; poll < Polls; poll++)
        {
            var answer = await connection.GetAsync(new GetArguments(Key: intent.Key), timeout, cancellation);
            if (answer.Data is { } resource && !KnownStates.IsUnderWay(resource.State)) return (Entry(resource), false);
            if (answer.Data is null) return await WithoutKeyAsync(answer.Error?.Code, cancellation);
            await Task.Delay(pause, cancellation);
        }

        return (null, false);
    }

    private async Task<(JournalEntry? Entry, bool Silent)> WithoutKeyAsync(string? code, CancellationToken cancellation)
    {
        if (code is null or ErrorCodes.Unknown) return (null, true);

        // A provider that keeps keys and doesn't know this one never got it. A forgotten delete shows in the object.
        if (code == ErrorCodes.NotFound) return intent.Action == "delete" ? await ByIdAsync(cancellation) : (Failed(), false);
        return intent.Action == "create" ? await ResendAsync(cancellation) : await ByIdAsync(cancellation);
    }

    private async Task<(JournalEntry? Entry, bool Silent)> ByIdAsync(CancellationToken cancellation)
    {
        if (intent.Id is null) return (null, false);
        var answer = await connection.GetAsync(new GetArguments(Id: intent.Id, Type: intent.Type), timeout, cancellation);
        if (answer.Error?.Code == ErrorCodes.NotFound || answer.Data?.State == "deleted") return (Gone(), false);
        if (answer.Data is not { } resource) return (null, answer.Error?.Code is null or ErrorCodes.Unknown);

        // Whether an update got there can't be told from the outside, but doing it once more does no harm.
        return (intent.Action == "delete" ? Failed() : Confirmed(resource, incomplete: true), false);
    }

    private async Task<(JournalEntry? Entry, bool Silent)> ResendAsync(CancellationToken cancellation)
    {
        // Secrets aren't in the journal, so such a change can't be sent again as it was.
        if (Fingerprints.ContainsAny(intent.Inputs)) return (null, false);
        var prior = OperationBuilder.Replaced(state.Resources.GetValueOrDefault(intent.Urn) is { } known && known.Provider == intent.Provider ? known : null);
        var change = new WireChange(intent.Key, intent.Action, intent.Type, intent.Name, ProviderUrn, null, prior, intent.Inputs, [], intent.Dependencies);
        var patience = KeptOptions.Timeout(intent.Options, intent.Action) ?? Operation.Stated(type, intent.Action) ?? timeout;
        var answer = await connection.ApplyAsync(ProviderCalls.Batch(state.Deployment, [change], 1, false), patience, cancellation);
        if (answer.Data is null && answer.Error?.Code is null or ErrorCodes.Unknown) return (null, true);
        var result = answer.Data?.Results?.FirstOrDefault(r => r?.Key == intent.Key);
        return (result switch
        {
            { Outcome: "applied" or "noop" or "partial", Resource: { Id.Length: > 0 } resource } => Entry(resource),

            // That it fails now says nothing about the first time, unless it could never have worked.
            { Outcome: "failed", Error: { Code: ErrorCodes.Invalid or ErrorCodes.Unsupported } error } when error.Details?.SideEffects is null or "none" => Failed(),
            _ => null,
        }, false);
    }

    private JournalEntry Entry(WireResource resource)
    {
        var gone = resource.State == "deleted" || string.IsNullOrEmpty(resource.Id);
        if (intent.Action == "delete") return gone ? Gone() : Failed();
        if (gone) return intent.Action == "update" && resource.State == "deleted" ? Gone() : Failed();
        return Confirmed(resource, incomplete: resource.State != "created");
    }

    private ResourceConfirmed Confirmed(WireResource resource, bool incomplete)
    {
        state.Resources.TryGetValue(intent.Urn, out var prior);
        var outputs = resource.Outputs ?? Datum.EmptyMap;
        var hidden = intent.Inputs?.Members.Where(m => Fingerprints.ContainsAny(m.Value)).Select(m => m.Key).ToHashSet(StringComparer.Ordinal);
        var safe = Fingerprints.ProtectEchoes(ProviderUrn, Fingerprints.Protect(ProviderUrn, type?.Outputs, outputs, hidden), Fingerprints.SecretTexts(type?.Outputs, outputs));
        var confirmed = new ResourceState(intent.Urn, intent.Type, intent.Name, intent.Provider, resource.Id, intent.Inputs ?? Datum.EmptyMap, safe,
            resource.Etag, resource.Private, intent.Dependencies, [], Incomplete: incomplete, Options: intent.Options, Origin: intent.Origin);
        return new ResourceConfirmed(intent.Key, confirmed, DeposePrior: intent.Action == "create" && prior is { Id.Length: > 0 });
    }

    private ResourceGone Gone() => new(intent.Key, intent.Urn, intent.Deposed ? intent.Id : null);

    private IntentFailed Failed() => new(intent.Key, "interrupted", "it had no effect before the run was interrupted");
}
