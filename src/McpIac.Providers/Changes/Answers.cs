using McpIac.Providers.Secrets;
using McpIac.Providers.Stores;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Changes;

/// <summary>What is recorded, as the wire has it.</summary>
internal static class Answers
{
    public static WireChangeResult Of(LedgerEntry entry) =>
        new(entry.Key, entry.Outcome, entry.Object is null ? null : Of(entry.Object), entry.Error);

    public static WireResource Of(StoredObject stored, string? state = null) => new(
        stored.Id, stored.Urn, stored.Type, stored.Name, Markers.Mask(stored.Properties), stored.Outputs, stored.Dependencies,
        state ?? (stored.Tainted ? "tainted" : "created"), stored.Etag, Private: stored.Private);

    /// <summary>An object that was deleted, or one that never came to be.</summary>
    public static WireResource Of(LedgerEntry entry, string state) => new(
        entry.Id ?? "", entry.Urn, entry.Type, entry.Name, Datum.EmptyMap, Datum.EmptyMap, [], state);

    /// <summary>A change under way.</summary>
    public static WireResource Of(WireChange change) => new(
        change.Id ?? "", change.Urn, change.Type, change.Name, Datum.EmptyMap, Datum.EmptyMap, change.Dependencies ?? [],
        change.Action switch { "create" => "creating", "update" => "updating", _ => "deleting" });
}
