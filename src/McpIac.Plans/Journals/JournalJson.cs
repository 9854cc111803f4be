using System.Text.Json;
using McpIac.Plans.States;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Journals;

/// <summary>Journal entries as JSON: a kind and a body. Kinds are part of the stored format and never change meaning.</summary>
public static class JournalJson
{
    private static readonly Dictionary<string, Type> ByKind = new(StringComparer.Ordinal)
    {
        ["runStarted"] = typeof(RunStarted),
        ["intentRecorded"] = typeof(IntentRecorded),
        ["resourceConfirmed"] = typeof(ResourceConfirmed),
        ["resourceGone"] = typeof(ResourceGone),
        ["intentFailed"] = typeof(IntentFailed),
        ["deposedRestored"] = typeof(DeposedRestored),
        ["dependenciesRecorded"] = typeof(DependenciesRecorded),
        ["optionsRecorded"] = typeof(OptionsRecorded),
        ["resourceObserved"] = typeof(ResourceObserved),
        ["resourceMarked"] = typeof(ResourceMarked),
        ["stateImported"] = typeof(StateImported),
        ["resourcesRenamed"] = typeof(ResourcesRenamed),
        ["outputsRecorded"] = typeof(OutputsRecorded),
        ["rollbackStarted"] = typeof(RollbackStarted),
        ["snapshotTaken"] = typeof(SnapshotTaken),
        ["runEnded"] = typeof(RunEnded),
    };

    private static readonly Dictionary<Type, string> ByType = ByKind.ToDictionary(k => k.Value, k => k.Key);

    public static (string Kind, string Body) Write(JournalEntry entry) =>
        (ByType[entry.GetType()], JsonSerializer.Serialize(entry, entry.GetType(), StoredJson.Options));

    /// <summary>Of nothing, the entries that every change has: writing the first of each takes longer than hundreds of others, so a process may do that ahead.</summary>
    public static IReadOnlyList<JournalEntry> Samples { get; } =
    [
        new RunStarted("", ""), new IntentRecorded("", "", "", "", "", "", null, Datum.EmptyMap, []),
        new ResourceConfirmed("", new ResourceState("", "", "", "", "", Datum.EmptyMap, Datum.EmptyMap, null, null, [], [])), new OutputsRecorded(new Dictionary<string, Datum>()), new RunEnded("", ""),
    ];

    /// <summary>The entry, or null when the kind is unknown or the body isn't one.</summary>
    public static JournalEntry? Read(string kind, string body)
    {
        if (!ByKind.TryGetValue(kind, out var type)) return null;
        try
        {
            return JsonSerializer.Deserialize(body, type, StoredJson.Options) as JournalEntry;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
