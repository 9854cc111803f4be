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

    /// <summary>Has the serializer ready for the entries that every change has: the first of each takes longer than hundreds of others.</summary>
    public static void Prepare()
    {
        var nothing = new ResourceState("", "", "", "", "", Datum.EmptyMap, Datum.EmptyMap, null, null, [], []);
        JournalEntry[] entries =
        [
            new RunStarted("", ""), new IntentRecorded("", "", "", "", "", "", null, Datum.EmptyMap, []), new ResourceConfirmed("", nothing), new OutputsRecorded(new Dictionary<string, Datum>()), new RunEnded("", ""),
        ];
        foreach (var entry in entries) Write(entry);
    }

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
