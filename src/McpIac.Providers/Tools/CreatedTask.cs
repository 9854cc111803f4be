using System.Text.Json.Serialization;
using ModelContextProtocol.Protocol;

namespace McpIac.Providers.Tools;

/// <summary>The answer to a call that goes on as a task.</summary>
internal sealed class CreatedTask : Result
{
    [JsonPropertyName("taskId")]
    public required string TaskId { get; init; }

    [JsonPropertyName("status")]
    public string Status => CallTask.Working;

    [JsonPropertyName("createdAt")]
    public required string CreatedAt { get; init; }

    [JsonPropertyName("lastUpdatedAt")]
    public string LastUpdatedAt => CreatedAt;

    [JsonPropertyName("ttlMs")]
    public required long TtlMs { get; init; }

    [JsonPropertyName("pollIntervalMs")]
    public required long PollIntervalMs { get; init; }
}
