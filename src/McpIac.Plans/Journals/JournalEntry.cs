using McpIac.Plans.States;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Journals;

/// <summary>One durable fact. State is what replaying them in order yields (see <see cref="Replay"/>).</summary>
public abstract record JournalEntry;

/// <summary>A run began; <paramref name="Kind"/> is apply or destroy, or the command that changed the state alone: state mv, state import …</summary>
/// <param name="Snapshot">Of a snapshot restore: the serial of the snapshot.</param>
public sealed record RunStarted(string RunId, string Kind, long? Snapshot = null) : JournalEntry;

/// <summary>Durable before the provider is called. <paramref name="Action"/>: create, update, delete (<paramref name="Deposed"/>: of a deposed object).</summary>
public sealed record IntentRecorded(
    string Key, string Action, string Urn, string Type, string Name, string Provider, string? Id, Datum? Inputs,
    IReadOnlyList<string> Dependencies, bool Deposed = false, Datum? Options = null, string? Origin = null) : JournalEntry
{
    /// <summary>What state keeps of it until it is settled.</summary>
    /// <param name="serial">This entry's.</param>
    public PendingIntent Pending(long serial) => new(Key, Action, Urn, Type, Name, Provider, Id, Inputs, Dependencies, Deposed, Options, Origin, serial);
}

/// <summary>The resource exists as given; settles the intent of <paramref name="Key"/>.
/// With <paramref name="DeposePrior"/> what was known before goes to the resource's deposed list.</summary>
public sealed record ResourceConfirmed(string Key, ResourceState Resource, bool DeposePrior = false) : JournalEntry;

/// <summary>The resource (or, with an id, its deposed object) is gone, or forgotten, which has no intent; settles the intent.</summary>
public sealed record ResourceGone(string Key, string Urn, string? DeposedId = null) : JournalEntry;

/// <summary>The change had no effect; settles the intent.</summary>
public sealed record IntentFailed(string Key, string Code, string Message) : JournalEntry;

/// <summary>A deposed object became the resource again (rollback of a replacement).</summary>
public sealed record DeposedRestored(string Urn, string Id) : JournalEntry;

/// <summary>An unchanged resource depends on others than before: that decides what is deleted before what.</summary>
public sealed record DependenciesRecorded(string Urn, IReadOnlyList<string> Dependencies) : JournalEntry;

/// <summary>What state keeps of an unchanged resource's options has changed.</summary>
public sealed record OptionsRecorded(string Urn, Datum? Options) : JournalEntry;

/// <summary>The resource isn't as it was recorded: somebody else changed it. Nothing was sent.</summary>
public sealed record ResourceObserved(string Urn, Datum Inputs, Datum Outputs, string? Etag, Datum? Private, Datum? Seen) : JournalEntry;

/// <summary>Somebody said by hand what the next plans are to make of a resource: see <see cref="ResourceState.Tainted"/> and <see cref="ResourceState.Protected"/>.</summary>
public sealed record ResourceMarked(string Urn, bool Tainted, bool Protected) : JournalEntry;

/// <summary>All that was known makes way for a state from elsewhere. Serials go on behind that state's own, since what came before what is told by them.</summary>
/// <param name="Serial">That state's.</param>
public sealed record StateImported(long Serial, IReadOnlyList<ResourceState> Resources, IReadOnlyDictionary<string, Datum> Outputs, IReadOnlyList<PendingIntent> Pending) : JournalEntry;

/// <summary>Resources have other names; what exists is as it was.</summary>
public sealed record ResourcesRenamed(IReadOnlyList<Renaming> Names) : JournalEntry;

/// <param name="From">The urn so far.</param>
/// <param name="To">The urn from now on.</param>
public sealed record Renaming(string From, string To, string Type, string Name);

/// <summary>All outputs of the deployment, as they are now.</summary>
public sealed record OutputsRecorded(IReadOnlyDictionary<string, Datum> Outputs) : JournalEntry;

/// <summary>From here on the run takes back what it did: no intent before it is one of taking back, each after it is.</summary>
public sealed record RollbackStarted(string RunId) : JournalEntry;

/// <summary>Providers keep what there is of the deployment, to be returned to; known by its serial.</summary>
/// <param name="Parts">One a provider.</param>
public sealed record SnapshotTaken(string? Label, IReadOnlyList<ProviderSnapshot> Parts) : JournalEntry;

/// <param name="Id">What its provider calls it.</param>
/// <param name="Resources">How many are in it.</param>
/// <param name="Fidelity">exact or partial.</param>
/// <param name="Excludes">What returning to it won't bring back, and why.</param>
public sealed record ProviderSnapshot(string Provider, string Id, int Resources, string Fidelity, IReadOnlyList<string> Excludes);

/// <summary>A run ended; <paramref name="Outcome"/> is succeeded, failed, rolledBack or cancelled.</summary>
public sealed record RunEnded(string RunId, string Outcome) : JournalEntry;
