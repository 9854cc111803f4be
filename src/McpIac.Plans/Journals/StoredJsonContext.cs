using System.Text.Json.Serialization;
using McpIac.Plans.Saved;
using McpIac.Plans.States;

namespace McpIac.Plans.Journals;

/// <summary>What the serializer has to know of stored records, found out when this is compiled and not anew in each process.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(RunStarted))]
[JsonSerializable(typeof(IntentRecorded))]
[JsonSerializable(typeof(ResourceConfirmed))]
[JsonSerializable(typeof(ResourceGone))]
[JsonSerializable(typeof(IntentFailed))]
[JsonSerializable(typeof(DeposedRestored))]
[JsonSerializable(typeof(DependenciesRecorded))]
[JsonSerializable(typeof(OptionsRecorded))]
[JsonSerializable(typeof(ResourceObserved))]
[JsonSerializable(typeof(ResourceMarked))]
[JsonSerializable(typeof(StateImported))]
[JsonSerializable(typeof(ResourcesRenamed))]
[JsonSerializable(typeof(OutputsRecorded))]
[JsonSerializable(typeof(RollbackStarted))]
[JsonSerializable(typeof(SnapshotTaken))]
[JsonSerializable(typeof(RunEnded))]
[JsonSerializable(typeof(StoredState))]
[JsonSerializable(typeof(SavedAsset))]
internal sealed partial class StoredJsonContext : JsonSerializerContext;
