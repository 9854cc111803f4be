using System.Text.Json.Serialization;

namespace McpIac.Providers.Stores;

/// <summary>What the serializer has to know of the store's lines, found out when this is compiled and not anew in each process.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(LogLine))]
[JsonSerializable(typeof(StoredObject))]
internal sealed partial class StoreJsonContext : JsonSerializerContext;
