using McpIac.Providers.Handlers;
using McpIac.Providers.Secrets;
using McpIac.Providers.Servers;
using McpIac.Providers.Stores;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Changes;

/// <summary>Lets the handler make a change, and records what became of it before anybody hears of it.</summary>
internal sealed class ChangeMaker(ChangePreparer preparer, ProviderStore store, ChangeHooks? hooks, TimeProvider time, Action<string> log)
{
    public async Task<WireChangeResult> MakeAsync(Execution execution, string deployment, LedgerEntry? earlier, ChangeProgress progress)
    {
        var change = execution.Change;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(execution.Abandoned);
        if (ChangePreparer.Deadline(change) is { } deadline && deadline > time.GetUtcNow()) limit.CancelAfter(Max(deadline - time.GetUtcNow()));
        var context = new OperationContext(
            change.Key, change.Urn, change.Name, new Reporter(phase => progress(change, phase, change.Id)), limit.Token, Again: earlier is not null);
        var entry = new LedgerEntry(change.Key, execution.Hash, change.Action, change.Type, change.Name, change.Urn, deployment, LedgerEntry.Begun,
            time.GetUtcNow(), change.Id, Replacing: change.Action == "create" && change.Prior is not null || earlier?.Replacing == true);
        var begun = false;
        PreparedChange? prepared = null;
        try
        {
            (prepared, var refused) = await preparer.PrepareAsync(change, context, again: earlier is not null);
            if (prepared is null) return await FailedAsync(entry, refused ?? Failure.Of(ErrorCodes.Internal, "The change can't be made."), change);
            progress(change, Phase(change.Action), change.Id);
            if (hooks?.Before is { } before) await before(change, limit.Token);
            limit.Token.ThrowIfCancellationRequested();
            var properties = prepared.Properties is not { } asked ? Datum.EmptyMap
                : earlier?.Foreseen is { } foreseen && !Markers.ContainsFingerprint(foreseen) ? foreseen
                : await Foresight.OfAsync(prepared.Handler, asked, IsNew(prepared), context);
            if (change.Action == "create" && !prepared.Handler.Repeatable)
            {
                entry = entry with
                {
                    Asked = prepared.Secrets.Protect(prepared.Properties ?? Datum.EmptyMap, change.Urn, store.Key),
                    Foreseen = properties.Equals(prepared.Properties) ? null : prepared.Secrets.Protect(properties, change.Urn, store.Key),
                };
                await store.RecordAsync(new LogLine(Entry: entry));
            }

            begun = true;
            return await RunAsync(prepared, properties, entry, context, progress);
        }
        catch (ProviderException e)
        {
            return await FailedAsync(entry, e.Error, change);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return await StoppedAsync(entry, change, begun, timedOut: !execution.Abandoned.IsCancellationRequested);
        }
        catch (StoreException e)
        {
            return Unrecorded(change, e, begun);
        }
        catch (Exception e)
        {
            return await RecordedAsync(entry with { Outcome = begun ? "unknown" : "failed", Error = Unexpected(change, e, begun) });
        }
    }

    /// <summary>What can't be recorded can't be called done either, though the handler may have done it.</summary>
    public static WireChangeResult Unrecorded(WireChange change, StoreException e, bool begun = true) => new(change.Key, begun ? "unknown" : "failed", null,
        Failure.Of(ErrorCodes.Unavailable, e.Message, resource: change.Urn, retryable: true, sideEffects: begun ? "possible" : "none"));

    /// <summary>What callers hear of an exception that nobody foresaw: its kind. What it says goes to the log, for it may hold anything.</summary>
    public WireError Unexpected(WireChange change, Exception e, bool begun = true)
    {
        log($"{change.Action} {change.Urn} failed unexpectedly: {preparer.Secrets(change).Redact(e.ToString())}");
        return Failure.Of(ErrorCodes.Internal, $"The provider failed unexpectedly ({e.GetType().Name}); its log says more.",
            resource: change.Urn, retryable: begun, sideEffects: begun ? "possible" : "none");
    }

    private static bool IsNew(PreparedChange prepared) => prepared.Wire.Action == "create" || prepared.Prior is null;

    /// <param name="properties">As they were foreseen.</param>
    private async Task<WireChangeResult> RunAsync(PreparedChange prepared, Datum properties, LedgerEntry entry, OperationContext context, ChangeProgress progress)
    {
        var (change, handler) = (prepared.Wire, prepared.Handler);
        if (change.Action == "delete")
        {
            if (prepared.Prior is { } gone) await DeleteAsync(handler, gone, context);
            return await RecordedAsync(entry with { Outcome = "applied" }, remove: prepared.Recorded?.Key);
        }

        var made = IsNew(prepared) || prepared.Prior is null
            ? await CreateAsync(handler, properties, context)
            : await handler.UpdateAsync(prepared.Prior, properties, context);
        if (hooks?.Made is { } effective) await effective(change);
        if (string.IsNullOrEmpty(made.Id)) throw new InvalidOperationException("The handler returned an object without an id.");
        progress(change, "recording", made.Id);
        var stored = Stored(prepared, prepared.Properties ?? Datum.EmptyMap, made, entry.Deployment);
        if (made.Id != prepared.Recorded?.Id && store.Find(change.Type, made.Id) is { } other && (other.Urn != change.Urn || entry.Replacing))
        {
            return await RecordedAsync(entry with
            {
                Outcome = "failed",
                Error = Failure.Of(ErrorCodes.AlreadyExists, $"The new object has the id {made.Id}, which {other.Urn} has.", resource: change.Urn, sideEffects: "confirmed"),
            });
        }

        entry = entry with
        {
            Outcome = made.Partial is null ? "applied" : "partial",
            Id = made.Id,
            Object = stored,
            Error = Incomplete(prepared, made),
        };
        return await RecordedAsync(entry, stored, prepared.Recorded?.Id == made.Id ? null : prepared.Recorded?.Key);
    }

    /// <summary>
    /// Settles a create that was interrupted by what its handler finds: the object, or none, as if it had never been sent. The change's urn must be held. What comes back is as recorded.
    /// </summary>
    public async Task<LedgerEntry> FindAsync(LedgerEntry entry, CancellationToken cancellation)
    {
        var change = new WireChange(entry.Key, entry.Action, entry.Type, entry.Name, entry.Urn);
        var handler = preparer.Handler(change);
        var asked = entry.Asked ?? Datum.EmptyMap;
        var found = await handler.FindAsync(Markers.Bare(entry.Foreseen ?? asked), new OperationContext(entry.Key, entry.Urn, entry.Name, new Reporter(_ => { }), cancellation, Again: true));
        if (found is null) return await SettledAsync(entry with { Outcome = LedgerEntry.Withdrawn, Error = null });
        var prepared = new PreparedChange(change, handler, new SecretValues(handler.Type, asked, [.. Markers.Fingerprints(asked)]), asked, null, null, entry.Replacing);
        var stored = Stored(prepared, asked, found, entry.Deployment);
        return await SettledAsync(entry with { Outcome = found.Partial is null ? "applied" : LedgerEntry.Unfinished, Id = found.Id, Object = stored, Error = Incomplete(prepared, found) }, stored);
    }

    // What an interrupted attempt under the same key had made is finished instead of made twice.
    private static async Task<ResourceObject> CreateAsync(IResourceHandler handler, Datum properties, OperationContext context)
    {
        var found = context.Again && handler.Findable ? await handler.FindAsync(properties, context) : null;
        return found is null ? await handler.CreateAsync(properties, context)
            : found.Partial is null || !handler.Type.CanUpdate ? found
            : await handler.UpdateAsync(found, properties, context);
    }

    private static WireError? Incomplete(PreparedChange prepared, ResourceObject made) => made.Partial is null ? null
        : Failure.Of(ErrorCodes.Internal, prepared.Secrets.Redact(made.Partial), resource: prepared.Wire.Urn, sideEffects: "confirmed");

    private static async Task DeleteAsync(IResourceHandler handler, ResourceObject gone, OperationContext context)
    {
        try
        {
            await handler.DeleteAsync(gone, context);
        }
        catch (ProviderException e) when (e.Error.Code == ErrorCodes.NotFound)
        {
            // What was wanted: it is gone.
        }
    }

    private StoredObject Stored(PreparedChange prepared, Datum properties, ResourceObject made, string deployment)
    {
        var change = prepared.Wire;
        var outputs = made.Outputs["id"] is null ? made.Outputs.With("id", Datum.Of(made.Id)) : made.Outputs;
        var secrets = prepared.Secrets.In(outputs, made.Private);
        return new StoredObject(
            change.Type, made.Id, change.Urn, change.Name, deployment,
            prepared.Secrets.Protect(WithComputed(prepared.Handler.Type.Properties, properties, made.Properties), change.Urn, store.Key),
            outputs, change.Dependencies ?? prepared.Recorded?.Dependencies ?? [], made.Etag, made.Private,
            Deposed: prepared.Recorded?.Deposed == true, Tainted: made.Partial is not null, Secrets: secrets.Count == 0 ? null : secrets);
    }

    // What was asked for, and what the provider chose where the choice was left to it.
    private static Datum WithComputed(Shape shape, Datum asked, Datum returned) => Datum.MapOf(asked.Members.Concat(
        returned.Members.Where(m => asked[m.Key] is null && shape.Member(m.Key) is { Shape.Computed: true, Shape.Sensitive: false, Shape.WriteOnly: false })));

    private async Task<WireChangeResult> FailedAsync(LedgerEntry entry, WireError error, WireChange change)
    {
        error = error with
        {
            Message = preparer.Secrets(change).Redact(error.Message),
            Details = (error.Details ?? new WireErrorDetails()) with { Resource = error.Details?.Resource ?? change.Urn },
        };
        var effects = Failure.HasEffects(error);
        if (!effects && Failure.IsPassing(error))
        {
            // Not kept: the same key may succeed later. A begun entry is taken back, for there was no effect.
            if (store.Entry(entry.Key) is not null) await store.RecordAsync(new LogLine(Entry: entry with { Outcome = LedgerEntry.Withdrawn }));
            return new WireChangeResult(entry.Key, "failed", null, error);
        }

        return await RecordedAsync(entry with { Outcome = effects ? "unknown" : "failed", Error = error });
    }

    private async Task<WireChangeResult> StoppedAsync(LedgerEntry entry, WireChange change, bool begun, bool timedOut)
    {
        var what = timedOut ? "its deadline passed" : "it was cancelled";
        var error = Failure.Of(timedOut ? ErrorCodes.Timeout : ErrorCodes.Cancelled,
            begun ? $"The change was stopped because {what}; it may have had its effect." : $"The change wasn't begun because {what}.",
            resource: change.Urn, retryable: true, sideEffects: begun ? "possible" : "none");
        return begun ? await RecordedAsync(entry with { Outcome = "unknown", Error = error }) : new WireChangeResult(entry.Key, "failed", null, error);
    }

    private async Task<WireChangeResult> RecordedAsync(LedgerEntry entry, StoredObject? put = null, ObjectKey? remove = null) => Answers.Of(await SettledAsync(entry, put, remove));

    private async Task<LedgerEntry> SettledAsync(LedgerEntry entry, StoredObject? put = null, ObjectKey? remove = null)
    {
        entry = entry with { At = time.GetUtcNow(), Asked = entry.IsDefinite ? null : entry.Asked, Foreseen = entry.IsDefinite ? null : entry.Foreseen };
        await store.RecordAsync(new LogLine(put, remove, entry));
        return entry;
    }

    private static TimeSpan Max(TimeSpan left) => left > TimeSpan.FromDays(1) ? TimeSpan.FromDays(1) : left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1);

    private static string Phase(string action) => action switch { "create" => "creating", "update" => "updating", _ => "deleting" };

    // Not Progress<T>: that one posts to a pool, and phases would overtake one another.
    private sealed class Reporter(Action<string> report) : IProgress<string>
    {
        public void Report(string value) => report(value);
    }
}
