namespace McpIac.Providers.Stores;

/// <summary>Names of what a server keeps beside its world file.</summary>
public static class StorePaths
{
    private const string WorldSuffix = ".world.jsonl";

    /// <summary><c>aws.world.jsonl</c> → <c>aws.log</c>: only the world itself is named a world, and holds nothing but live objects.</summary>
    public static string Beside(string worldPath, string kind) =>
        (worldPath.EndsWith(WorldSuffix, StringComparison.Ordinal) ? worldPath[..^WorldSuffix.Length] : worldPath) + "." + kind;
}
