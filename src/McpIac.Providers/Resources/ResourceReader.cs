using McpIac.Providers.Changes;
using McpIac.Providers.Handlers;
using McpIac.Providers.Secrets;
using McpIac.Providers.Stores;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Resources;

/// <summary><c>getResource</c>: by id as it really is, by urn likewise, by key what became of that change.</summary>
internal sealed class ResourceReader(IReadOnlyDictionary<string, IResourceHandler> handlers, ProviderStore store, ChangeRunner runner)
{
    public Task<(WireResource? Resource, WireError? Error)> GetAsync(GetArguments args, CancellationToken cancellation) => args switch
    {
        { Key: { Length: > 0 } key } => ByKeyAsync(key, cancellation),
        { Urn: { Length: > 0 } urn } => ByUrnAsync(urn, cancellation),
        { Id: { Length: > 0 } id } => ByIdAsync(id, args, cancellation),
        _ => Task.FromResult(Refuse(ErrorCodes.Invalid, "getResource needs an id, a urn or a key.")),
    };

    /// <summary>The object as its handler finds it; null when it is gone.</summary>
    public async Task<StoredObject?> ActualAsync(StoredObject stored, CancellationToken cancellation)
    {
        var handler = handlers.GetValueOrDefault(stored.Type);
        if (handler is null) return stored;
        var known = new ResourceObject(stored.Id, Markers.Bare(stored.Properties), stored.Outputs, stored.Etag, stored.Private);
        var actual = await handler.ReadAsync(known, Context(stored.Urn, stored.Name, cancellation));
        return actual is null ? null : stored with
        {
            Properties = Protected(handler, stored, actual.Properties),
            Outputs = actual.Outputs,
            Etag = actual.Etag,
            Private = actual.Private ?? stored.Private,
        };
    }

    private async Task<(WireResource?, WireError?)> ByKeyAsync(string key, CancellationToken cancellation)
    {
        if (store.Entry(key) is not { } entry || entry is { IsDefinite: false, Outcome: not LedgerEntry.Withdrawn } && runner.UnderWay(c => c.Key == key) is not null)
        {
            return runner.UnderWay(c => c.Key == key) is { } change ? (Answers.Of(change), null) : Refuse(ErrorCodes.NotFound, "No change has this key.");
        }

        if (entry is { Action: "create", IsDefinite: false, Asked: not null } && handlers.GetValueOrDefault(entry.Type)?.Findable == true)
        {
            entry = await runner.SettleAsync(entry, cancellation);
        }

        return entry.Outcome switch
        {
            LedgerEntry.Withdrawn => Refuse(ErrorCodes.NotFound, "No change with this key had an effect."),
            LedgerEntry.Begun or "unknown" => (null, entry.Error ?? Failure.Of(ErrorCodes.Unknown,
                "The change was interrupted; send it again under its key to find out.", resource: entry.Urn, retryable: true, sideEffects: "possible")),
            "failed" => (Answers.Of(entry, "failed"), null),
            _ when entry.Action == "delete" => (Answers.Of(entry, "deleted"), null),
            _ => store.Find(entry.Type, entry.Id ?? "") is { } live ? (Answers.Of(live), null) : (Answers.Of(entry, "deleted"), null),
        };
    }

    private async Task<(WireResource?, WireError?)> ByUrnAsync(string urn, CancellationToken cancellation)
    {
        if (store.FindUrn(urn) is { } stored) return await ReadAsync(stored, cancellation);
        if (runner.UnderWay(c => c.Urn == urn) is { } change) return (Answers.Of(change), null);
        return store.Deletion(urn) is { } deletion ? (Answers.Of(deletion, "deleted"), null) : Refuse(ErrorCodes.NotFound, $"There is no {urn}.");
    }

    private async Task<(WireResource?, WireError?)> ByIdAsync(string id, GetArguments args, CancellationToken cancellation)
    {
        var type = args.Type;
        if (type is not null && !handlers.ContainsKey(type)) return Refuse(ErrorCodes.Invalid, $"The type '{type}' isn't one of this provider.");
        string[] types = type is not null ? [type] : [.. handlers.Keys];
        StoredObject[] found = [.. types.Select(t => store.Find(t, id)).OfType<StoredObject>()];
        if (found.Length > 1) return Refuse(ErrorCodes.Invalid, $"Several objects have the id {id}; say which type is meant.");
        if (found.Length == 1) return await ReadAsync(found[0], cancellation);
        if (types.Select(t => store.Deletion(t, id)).FirstOrDefault(d => d is not null) is { } deletion) return (Answers.Of(deletion, "deleted"), null);
        return type is not null && await ForeignAsync(handlers[type], id, args.Managed, cancellation) is { } foreign
            ? (foreign, null)
            : Refuse(ErrorCodes.NotFound, $"There is no object with the id {id}.");
    }

    private async Task<(WireResource?, WireError?)> ReadAsync(StoredObject stored, CancellationToken cancellation)
    {
        if (runner.UnderWay(c => c.Urn == stored.Urn && c.Id == stored.Id && c.Action != "create") is { } change)
        {
            return (Answers.Of(stored, Answers.Of(change).State), null);
        }

        return (await ActualAsync(stored, cancellation) is { } actual ? Answers.Of(actual) : Answers.Of(stored, "deleted"), null);
    }

    // An object that nobody here made: only types that can be imported are asked, by the id alone.
    private static async Task<WireResource?> ForeignAsync(IResourceHandler handler, string id, bool? managed, CancellationToken cancellation)
    {
        if (handler.Type.Kind != TypeKind.DataSource && handler.Type.Raw["operations"]?["import"]?.AsBoolean() != true) return null;
        var context = Context("", "", cancellation);
        var actual = managed == false ? await handler.LookAsync(id, context) : await handler.ReadAsync(ResourceObject.Bare(id), context);
        return actual is null ? null : Foreign(handler, actual);
    }

    public static WireResource Foreign(IResourceHandler handler, ResourceObject actual)
    {
        var masked = new SecretValues(handler.Type, actual.Properties, null).Mask(actual.Properties);
        return new WireResource(actual.Id, null, handler.Type.Token, actual.Id, masked, actual.Outputs, [], "created", actual.Etag, Private: actual.Private);
    }

    private Datum Protected(IResourceHandler handler, StoredObject stored, Datum properties)
    {
        var secrets = new SecretValues(handler.Type, properties, [.. Markers.Fingerprints(stored.Properties)]);
        return Markers.Keeping(stored.Properties, secrets.Protect(properties, stored.Urn, store.Key));
    }

    private static OperationContext Context(string urn, string name, CancellationToken cancellation) =>
        new("", urn, name, new Progress<string>(), cancellation);

    private static (WireResource?, WireError?) Refuse(string code, string message) => (null, Failure.Of(code, message));
}
