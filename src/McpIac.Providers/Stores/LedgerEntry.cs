using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Stores;

/// <summary>What became of one change. <see cref="Outcome"/> is the wire's, or <see cref="Begun"/>.</summary>
/// <param name="Hash">Over what was asked; the same key with another hash is a conflict.</param>
/// <param name="Id">The object the change was about or made; null when there is none yet.</param>
/// <param name="Object">As it was right after the change.</param>
/// <param name="Asked">While it is in doubt what became of a create: its properties, secrets as fingerprints.</param>
/// <param name="Foreseen">The same as the handler foresaw them and was told to make them, where that is something else.</param>
internal sealed record LedgerEntry(
    string Key, string Hash, string Action, string Type, string Name, string Urn, string Deployment, string Outcome, DateTimeOffset At,
    string? Id = null, StoredObject? Object = null, WireError? Error = null, bool Replacing = false, Datum? Asked = null,
    Datum? Foreseen = null)
{
    /// <summary>Written before a handler runs whose effects a crash could hide.</summary>
    public const string Begun = "begun";

    /// <summary>Begun and then known to have had no effect, for a reason that may pass: as if it had never been.</summary>
    public const string Withdrawn = "withdrawn";

    /// <summary>Interrupted, and made in part: the same key may finish it.</summary>
    public const string Unfinished = "unfinished";

    /// <summary>False while nobody knows whether the change had its effect, or it had a part of it: then the same key may run again.</summary>
    public bool IsDefinite => Outcome is not (Begun or Withdrawn or Unfinished or "unknown");
}
