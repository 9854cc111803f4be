using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Snapshots;

namespace McpIac.Schemas.Tests.Inference;

/// <summary>Types inferred from tools that a test writes down.</summary>
internal static class Inferred
{
    /// <summary>A plain server <c>box</c> with tools, each as JSON.</summary>
    public static SnapshotReading From(params string[] tools) =>
        SnapshotReader.Read(new SnapshotSource("box.mcp.json", $$"""{ "tools": [ {{string.Join(",\n", tools)}} ] }"""));

    /// <summary>A tool with arguments of type text; those with a star are required.</summary>
    public static string Tool(string name, string arguments = "", string more = "")
    {
        var names = arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var properties = string.Join(",", names.Select(n => $$"""{{Json(n.TrimEnd('*'))}}:{"type":"string"}"""));
        var required = string.Join(",", names.Where(n => n.EndsWith('*')).Select(n => Json(n.TrimEnd('*'))));
        return $$"""{"name":{{Json(name)}},"inputSchema":{"type":"object","properties":{ {{properties}} },"required":[{{required}}]}{{more}}}""";
    }

    /// <summary>Kinds, tokens and tools: <c>resource box:vlan (create_vlan delete_vlan)</c>.</summary>
    public static IEnumerable<string> Show(SnapshotReading reading) => reading.Types.Select(t =>
        $"{t.Kind switch { TypeKind.Resource => "resource", TypeKind.DataSource => "data", _ => "action" }} {t.Token} ({string.Join(' ', t.Tools.Select(u => u.Name).Distinct())})");

    private static string Json(string text) => Datum.Of(text).ToString();
}
