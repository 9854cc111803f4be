namespace McpIac.Providers.Stores;

/// <summary>Names of what a server keeps beside its world file.</summary>
public static class StorePaths
{
    /// <summary>How the log of changes that aren't in the world yet is named.</summary>
    public const string LogSuffix = ".log";

    private const string WorldSuffix = ".world.jsonl";

    /// <summary>The world that a log beside it belongs to: <c>aws.log</c> → <c>aws.world.jsonl</c>.</summary>
    public static string WorldOf(string logPath) => logPath[..^LogSuffix.Length] + WorldSuffix;

    /// <summary>Whether a server has kept anything there: until the log is folded for the first time there is no world file.</summary>
    public static bool HoldsRecord(string worldPath) => File.Exists(worldPath) || File.Exists(Beside(worldPath, "log"));

    /// <summary><c>aws.world.jsonl</c> → <c>aws.log</c>: only the world itself is named a world, and holds nothing but live objects.</summary>
    public static string Beside(string worldPath, string kind) =>
        (worldPath.EndsWith(WorldSuffix, StringComparison.Ordinal) ? worldPath[..^WorldSuffix.Length] : worldPath) + "." + kind;
}
