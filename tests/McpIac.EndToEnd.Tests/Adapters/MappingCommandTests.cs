using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Adapters;

/// <summary>From a server's name to a mapping that holds: added, proposed, tried, corrected.</summary>
public sealed class MappingCommandTests
{
    [Fact]
    public async Task AServer_IsAdded_Proposed_Tried_AndItsMistakesAreTold()
    {
        using var workspace = await SampleServers.WithAsync(null, "memory");
        var map = Path.Combine(workspace.Root, "schemas", "memory.map.yaml");
        File.Delete(map);
        (await workspace.RunAsync("provider", "pull", "memory")).Exits(0);
        var tried = (await workspace.RunAsync("provider", "try", "memory", "entity", "--yes", "--json")).Exits(0).Json["types"]![0]!;
        Assert.Equal((0, "unseen"), ((int)tried["level"]!, $"{tried["steps"]![1]!["outcome"]}"));

        var proposed = (await workspace.RunAsync("provider", "map", "memory", "--json")).Exits(0).Json;
        Assert.True((bool)proposed["proposed"]!);
        Assert.Equal(["memory:entity 1", "memory:relation 1"], proposed["types"]!.AsArray().Select(t => $"{t!["type"]} {t["level"]}"));
        Assert.Contains("# It declares that it answers with a list of them, /entities (likely).", File.ReadAllText(map), StringComparison.Ordinal);
        var shown = (await workspace.RunAsync("provider", "try", "memory", "--yes")).Exits(0);
        Assert.Contains(shown.Lines, l => l.StartsWith("  → create_entities {\"entities\":[{\"name\":\"mciacctry", StringComparison.Ordinal));
        Assert.Equal(2, shown.Lines.Count(l => l == "  reached level 1"));
        Assert.Empty(File.ReadAllText(Path.Combine(workspace.Root, "memory.jsonl")));

        File.WriteAllText(map, "types:\n  entity:\n    read: { tool: open_nodes, arguments: { names: [name] }, result: { rows: /nodes } }\n");
        Assert.Equal("MCI6510", (await workspace.RunAsync("build", "--json")).Exits(1).Diagnostics[0].Id);
        (await workspace.RunAsync("provider", "map", "memory")).Exits(0);
        var wrong = (await workspace.RunAsync("provider", "try", "memory", "entity", "--yes", "--json")).Exits(3).Diagnostics[0];
        Assert.Equal(("MCI6530", 2), (wrong.Id, wrong.Line));
        (await workspace.RunAsync("provider", "try", "memory", "entity", "--json")).Exits(4);
    }

    [Fact]
    public async Task WhatAServerToldBesides_IsKeptInTheMapping()
    {
        var file = Path.Combine("schemas", "filesystem.map.yaml");
        using var workspace = await SampleServers.WithAsync(null, "filesystem");
        var map = Path.Combine(workspace.Root, file);
        File.WriteAllText(map, File.ReadAllText(map).Replace("    outputs: { permissions: string }\n", "", StringComparison.Ordinal));
        (await workspace.RunAsync("provider", "map", "filesystem")).Exits(0);
        (await workspace.RunAsync("provider", "try", "filesystem", "directory", "--yes", "--keep-outputs", "--property", $"path={Path.Combine(workspace.Root, "files", "new")}")).Exits(0);
        Assert.Contains("  directory:\n    outputs: { \"permissions\": string }\n", File.ReadAllText(map), StringComparison.Ordinal);
        (await workspace.RunAsync("provider", "map", "filesystem")).Exits(0);
        (await workspace.RunAsync("build", "--set", "root=/srv")).Exits(0);

        File.WriteAllText(map, "types:\n  file: { identity: [path], create: write_file, read: read_text_file }\n");
        (await workspace.RunAsync("provider", "map", "filesystem")).Exits(0);
        var left = (await workspace.RunAsync("provider", "try", "filesystem", "file", "--yes", "--json", "--property", $"path={Path.Combine(workspace.Root, "files", "left")}")).Exits(3);
        Assert.Equal(["MCI6530", "MCI6531"], left.Diagnostics.Select(d => d.Id).Order());
    }
}
