using System.Globalization;

namespace McpIac.State.Stores;

/// <summary>Who writes: this process, as others should hear it.</summary>
internal static class Holder
{
    public static string Name => $"{Environment.UserName}, process {Environment.ProcessId} on {Environment.MachineName}";

    public static string Since(TimeProvider time) => time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
