using System.Globalization;
using McpIac.Providers.Differences;
using McpIac.Providers.Handlers;
using McpIac.Providers.Secrets;
using McpIac.Providers.Stores;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using McpIac.Schemas.Validation;

namespace McpIac.Providers.Changes;

/// <summary>Everything that is checked before a handler runs. What it refuses had no effect.</summary>
internal sealed class ChangePreparer(IReadOnlyDictionary<string, IResourceHandler> handlers, ProviderStore store, TimeProvider time)
{
    private const int LongestName = 1024;

    /// <summary>What is wrong with a change before its key means anything.</summary>
    public WireError? CheckForm(WireChange change)
    {
        if (string.IsNullOrEmpty(change.Key) || change.Key.Length > LongestName) return Invalid(change, "A change needs a key of 1 to 1024 characters.");
        if (string.IsNullOrEmpty(change.Urn) || change.Urn.Length > LongestName) return Invalid(change, "A change needs a urn of 1 to 1024 characters.");
        if (string.IsNullOrEmpty(change.Name) || change.Name.Length > LongestName) return Invalid(change, "A change needs a name of 1 to 1024 characters.");
        if (change.Action is not ("create" or "update" or "delete")) return Invalid(change, $"The action '{change.Action}' isn't create, update or delete.");
        if (string.IsNullOrEmpty(change.Type) || !handlers.ContainsKey(change.Type)) return Invalid(change, $"The type '{change.Type}' isn't one of this provider.");
        if (change.Action != "create" && string.IsNullOrEmpty(change.Id)) return Invalid(change, $"A change that would {change.Action} needs the object's id.");
        if (change.Action != "delete" && change.Properties?.Kind != DatumKind.Map) return Invalid(change, $"A change that would {change.Action} needs properties.");
        return change.Deadline is not null && Deadline(change) is null ? Invalid(change, "The deadline isn't an RFC 3339 time.") : null;
    }

    public static DateTimeOffset? Deadline(WireChange change) =>
        DateTimeOffset.TryParse(change.Deadline, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var deadline) ? deadline : null;

    public IResourceHandler Handler(WireChange change) => handlers[change.Type];

    public SecretValues Secrets(WireChange change) => new(handlers[change.Type].Type, change.Properties ?? Datum.EmptyMap, change.Secrets);

    /// <summary>The change ready to be made, or why it won't be.</summary>
    public async Task<(PreparedChange? Change, WireError? Error)> PrepareAsync(WireChange change, OperationContext context, bool again)
    {
        var handler = handlers[change.Type];
        if (Deadline(change) <= time.GetUtcNow())
        {
            return (null, Failure.Of(ErrorCodes.Timeout, "The change's deadline had passed before it was begun.", resource: change.Urn, retryable: true));
        }

        if (change.Action == "update" && !handler.Type.CanUpdate)
        {
            return (null, Failure.Of(ErrorCodes.Unsupported, $"Objects of the type {change.Type} can't be updated, only replaced.", resource: change.Urn));
        }

        var (properties, error) = change.Action == "delete" ? (null, null) : Properties(handler, change, context);
        if (error is not null) return (null, error);
        var secrets = new SecretValues(handler.Type, properties ?? Datum.EmptyMap, Canonical(handler, change));
        return change.Action == "create"
            ? await CreateAsync(change, handler, secrets, properties, context, again)
            : await ExistingAsync(change, handler, secrets, properties, context);
    }

    private static WireError Invalid(WireChange change, string message, string? path = null) =>
        Failure.Of(ErrorCodes.Invalid, message, path, change.Urn);

    private async Task<(PreparedChange?, WireError?)> CreateAsync(
        WireChange change, IResourceHandler handler, SecretValues secrets, Datum? properties, OperationContext context, bool again)
    {
        // A create that says what was before replaces it: the old object keeps existing, deposed, until its own deletion.
        var replacing = change.Prior is not null;
        var owner = store.OfUrn(change.Urn).LastOrDefault(o => !o.Deposed);
        if (owner is not null && !replacing && !again)
        {
            if (await handler.ReadAsync(Known(owner, change, owner.Id), context) is not null)
                return (null, Failure.Of(ErrorCodes.AlreadyExists, $"{change.Urn} already exists as {owner.Id}.", resource: change.Urn));

            // Somebody else deleted it, so only its record is left; the new object's takes its place.
            return (new PreparedChange(change, handler, secrets, properties, owner, null, false), null);
        }

        return (new PreparedChange(change, handler, secrets, properties, null, null, replacing), null);
    }

    private async Task<(PreparedChange?, WireError?)> ExistingAsync(
        WireChange change, IResourceHandler handler, SecretValues secrets, Datum? properties, OperationContext context)
    {
        var id = change.Id ?? "";
        var recorded = store.Find(change.Type, id);
        var known = Known(recorded, change, id);
        var etag = change.Prior?.Etag;
        if (recorded is not null && recorded.Urn != change.Urn)
        {
            return (null, Failure.Of(ErrorCodes.Conflict, $"{id} belongs to {recorded.Urn}, not to {change.Urn}.", resource: change.Urn));
        }

        if (change.Action == "update" && recorded is not null && properties is not null && Immutable(handler, recorded, secrets.Protect(properties, change.Urn, store.Key)) is { } path)
        {
            return (null, Invalid(change, $"{path.TrimStart('/')} can't be changed in place; the object has to be replaced.", path));
        }

        // Of what is neither recorded here nor known to the sender nothing but the id is left, by which only some types can be asked.
        if (change is { Action: "update", Prior: null } && recorded is null && handler.Type.Raw["operations"]?["import"]?.AsBoolean() != true)
        {
            return (null, Failure.Of(ErrorCodes.NotFound, $"{change.Urn} ({id}) doesn't exist.", resource: change.Urn));
        }

        if (etag is not null || (recorded is null && change.Action == "update"))
        {
            var actual = await handler.ReadAsync(known, context);
            if (actual is null && change.Action == "update") return (null, Failure.Of(ErrorCodes.NotFound, $"{change.Urn} ({id}) doesn't exist.", resource: change.Urn));
            if (actual?.Etag is not null && etag is not null && actual.Etag != etag)
            {
                return (null, Failure.Of(ErrorCodes.Conflict, $"{change.Urn} ({id}) was changed by somebody else since it was last read.", resource: change.Urn));
            }
        }

        return (new PreparedChange(change, handler, secrets, properties, recorded, known, false), null);
    }

    private static ResourceObject Known(StoredObject? recorded, WireChange change, string id)
    {
        if (recorded is not null)
        {
            return new ResourceObject(id, Markers.Bare(recorded.Properties), recorded.Outputs, recorded.Etag, recorded.Private ?? change.Prior?.Private);
        }

        var outputs = change.Prior?.Outputs ?? Datum.EmptyMap;
        return new ResourceObject(id, change.Prior?.Properties ?? Datum.EmptyMap,
            outputs["id"] is null ? outputs.With("id", Datum.Of(id)) : outputs, change.Prior?.Etag, change.Prior?.Private);
    }

    private static string? Immutable(IResourceHandler handler, StoredObject recorded, Datum properties) =>
        PropertyDiffer.Compare(handler.Type.Properties, recorded.Properties, properties).FirstOrDefault(d => d.ForcesReplacement)?.Path;

    private (Datum? Properties, WireError? Error) Properties(IResourceHandler handler, WireChange change, OperationContext context)
    {
        var written = change.Properties ?? Datum.EmptyMap;
        if (Markers.Find(written) is { } marker) return (null, Invalid(change, $"{Named(marker)} isn't a value: a change that is applied carries no markers.", marker));
        var (properties, twice) = Normaliser.Normalise(handler.Type.Properties, written);
        var violation = twice.Concat(ShapeValidator.Validate(handler.Type.Properties, properties)).FirstOrDefault();
        if (violation is not null) return (null, Invalid(change, $"{Named(violation.Path)}: {violation.Message}.", violation.Path));
        var problem = handler.Check(properties, context).FirstOrDefault(d => d.Severity == "error");
        return problem is null ? (properties, null) : (null, Invalid(change, problem.Message, problem.Path));
    }

    private static string Named(string pointer) => pointer.Length == 0 ? "The whole" : pointer[1..];

    // Secrets are named as they were written; what is protected is the normal form.
    private static IReadOnlyList<string>? Canonical(IResourceHandler handler, WireChange change) => change.Secrets?.Select(pointer =>
    {
        var tokens = JsonPointer.Tokens(pointer).ToArray();
        var shape = handler.Type.Properties;
        var canonical = "";
        foreach (var token in tokens)
        {
            var member = shape?.Member(token);
            canonical = JsonPointer.Append(canonical, member?.Name ?? token);
            shape = member?.Shape ?? shape?.Element;
        }

        return canonical;
    }).ToArray();
}
