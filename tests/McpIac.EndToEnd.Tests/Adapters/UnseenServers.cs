using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Adapters;

/// <summary>Third-party servers that no sample has a mapping of, and that nothing here was written for.</summary>
internal static class UnseenServers
{
    /// <summary>A workspace whose provider was added by its command.</summary>
    /// <param name="program">A script; a document when it begins with a name.</param>
    public static async Task<Workspace> WithAsync(string server, string program)
    {
        var workspace = program.StartsWith("name:", StringComparison.Ordinal) ? await Workspace.OfDocumentAsync(program) : await Workspace.WithAsync(program);
        await workspace.WriteSettingsAsync($"providers:\n{Settings(server, workspace.Root)}\n");
        (await workspace.RunAsync("provider", "add", server)).Exits(0);
        return workspace;
    }

    /// <summary>A line of mciacc.yaml. What the server keeps is below the root.</summary>
    public static string Settings(string server, string root)
    {
        var data = Directory.CreateDirectory(Path.Combine(root, $"{server}-data")).FullName;
        (string[] command, string variable, string place) = server switch
        {
            "dataset" => (PlainServers.Command("tryll-dataset-builder-mcp/index.js"), "DATA_DIR", data),
            "dex" => (PlainServers.Command("@zeeg/dex/dist/index.js", "mcp"), "DEX_STORAGE_PATH", data),
            "graph" => (PlainServers.Command("@itseasy21/mcp-knowledge-graph/dist/index.js"), "MEMORY_FILE_PATH", Path.Combine(data, "graph.jsonl")),
            _ => (PlainServers.Command("@kazuph/mcp-taskmanager/dist/index.js"), "TASK_MANAGER_FILE_PATH", Path.Combine(data, "tasks.json")),
        };
        return $"  {server}: {{ command: [{string.Join(", ", command.Select(Quoted))}], env: {{ {variable}: {Quoted(place)} }} }}";
    }

    /// <summary>The npm package that a server is from.</summary>
    public static string Package(string server) => server switch
    {
        "dataset" => "tryll-dataset-builder-mcp",
        "dex" => "@zeeg/dex",
        "graph" => "@itseasy21/mcp-knowledge-graph",
        _ => "@kazuph/mcp-taskmanager",
    };

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal)}\"";
}
