using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Adapters;

/// <summary>Workspaces of samples/adapters: their snapshots and mappings as committed, their servers from npm.</summary>
internal static class SampleServers
{
    /// <summary>A workspace with the servers' snapshots and mappings, started by commands of its settings.</summary>
    /// <param name="document">The program; null for the sample of the only server.</param>
    public static async Task<Workspace> WithAsync(string? document, params IReadOnlyList<string> servers)
    {
        var workspace = await Workspace.OfDocumentAsync(document ?? Repository.Read($"samples/adapters/{servers[0]}/infra.yaml"));
        var settings = new List<string>();
        foreach (var server in servers)
        {
            foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "samples", "adapters", server, "schemas"))) File.Copy(file, Path.Combine(workspace.Root, "schemas", Path.GetFileName(file)));
            var (command, variables) = Start(server, workspace.Root);
            settings.Add($"  {server}: {{ command: [{string.Join(", ", command.Select(Quoted))}], env: {{ {string.Join(", ", variables.Select(v => $"{v.Name}: {Quoted(v.Value)}"))} }} }}");
        }

        await workspace.WriteSettingsAsync($"providers:\n{string.Join('\n', settings)}\n");
        return workspace;
    }

    /// <summary>The address of a server that a test needs; without one the test is skipped, but on CI it fails.</summary>
    public static string Backend(string variable)
    {
        var address = Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrEmpty(address) && Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail($"{variable} isn't set: eng/backends.sh start sets it.");
        Assert.SkipWhen(string.IsNullOrEmpty(address), "Needs a server: eval \"$(eng/backends.sh start)\" gets it.");
        return address!;
    }

    private static (string[] Command, (string Name, string Value)[] Variables) Start(string server, string root) => server switch
    {
        "memory" => (PlainServers.Command("@modelcontextprotocol/server-memory/dist/index.js"), [("MEMORY_FILE_PATH", Path.Combine(root, "memory.jsonl"))]),
        "filesystem" => (PlainServers.Command("@modelcontextprotocol/server-filesystem/dist/index.js", Directory.CreateDirectory(Path.Combine(root, "files")).FullName), []),
        "pg" => (PlainServers.Command("@henkey/postgres-mcp-server/build/index.js"), [("POSTGRES_CONNECTION_STRING", Backend("MCIACC_TEST_POSTGRES").Replace("postgres://", "postgresql://", StringComparison.Ordinal))]),
        "redis" => (PlainServers.Command("@gongrzhe/server-redis-mcp/build/index.js", Backend("MCIACC_TEST_REDIS")), []),
        "containers" => (PlainServers.Command("@0xshariq/docker-mcp-server/dist/index.js"), [("DOCKER_HOST", Backend("MCIACC_TEST_DOCKER"))]),
        _ => (PlainServers.Command("github-mcp-server/dist/index.js"), []),
    };

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal)}\"";
}
