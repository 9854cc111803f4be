using McpIac.Schemas.Data;
using McpIac.Schemas.Snapshots;

namespace McpIac.Benchmarks.Scale;

/// <summary>The tool lists of real servers, repeated under other names until there are as many tools as 51 servers were found to have.</summary>
internal static class ManyServers
{
    public const int Tools = 2_104;

    public static IReadOnlyList<SnapshotSource> Snapshots()
    {
        var files = Directory.GetFiles(Path.Combine(Checkout.Root, "tests", "data", "servers"), "*.json").Order(StringComparer.Ordinal).ToArray();
        var sources = new List<SnapshotSource>();
        for (var (left, round) = (Tools, 1); left > 0; round++)
        {
            foreach (var file in files)
            {
                if (left == 0) break;
                var tools = DatumReader.Read(File.ReadAllText(file)).Value?["tools"]?.Items ?? [];
                var taken = tools.Take(left).ToArray();
                left -= taken.Length;
                sources.Add(new SnapshotSource($"{Path.GetFileNameWithoutExtension(file)}-{round}.mcp.json",
                    DatumWriter.Write(Datum.MapOf([new("tools", Datum.ListOf(taken))]), sortKeys: false, indent: true)));
            }
        }

        return sources;
    }
}
