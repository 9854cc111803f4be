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
        Assert.Contains("  directory:\n    outputs:\n      permissions: string\n", File.ReadAllText(map), StringComparison.Ordinal);
        (await workspace.RunAsync("provider", "map", "filesystem")).Exits(0);
        (await workspace.RunAsync("build", "--set", "root=/srv")).Exits(0);

        File.WriteAllText(map, "types:\n  file: { identity: [path], create: write_file, read: read_text_file }\n");
        (await workspace.RunAsync("provider", "map", "filesystem")).Exits(0);
        var left = (await workspace.RunAsync("provider", "try", "filesystem", "file", "--yes", "--json", "--property", $"path={Path.Combine(workspace.Root, "files", "left")}")).Exits(3);
        Assert.Equal(["MCI6530", "MCI6531"], left.Diagnostics.Select(d => d.Id).Order());
    }

    [Fact]
    public async Task WhatAServerToldInside_IsTyped()
    {
        using var workspace = await UnseenServers.WithAsync("dataset", """
            var project = new Dataset.Project("library") { Name = "library" };
            var novels = new Dataset.Category("novels") { Project = project.Name, Name = "novels" };
            """);
        (await workspace.RunAsync("provider", "map", "dataset")).Exits(0);
        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        string[] chunk = ["--property", "project=library", "--property", "category=novels", "--property", """metadata={"page_title":"Emma","shelf":"a1"}"""];
        var tried = (await workspace.RunAsync(["provider", "try", "dataset", "chunk", "--yes", "--json", "--keep-outputs", .. chunk])).Exits(0).Json["types"]![0]!;
        Assert.Equal("""{"type":"array","items":{"type":"object","properties":{"key":{"type":"string"},"value":{"type":"string"}},"additionalProperties":false}}""", tried["outputs"]!["customFields"]!.ToJsonString());
        (await workspace.RunAsync("provider", "try", "dataset", "data:get_project_stats", "--keep-outputs", "--property", "name=library")).Exits(0);
        (await workspace.RunAsync("provider", "map", "dataset")).Exits(0);

        const string emma = """
            var emma = new Dataset.Chunk("emma") { Project = project.Name, Category = novels.Name, Id = "emma", Text = "Emma", Metadata = new() { PageTitle = "Emma", Source = "x", License = "MIT" } };
            var stats = new Dataset.Data.GetProjectStats("stats", new() { DependsOn = [emma] }) { Name = project.Name };
            Output("fields", emma.CustomFields.Select(f => $"{f.Key}: {f.Value}"));
            Output("chunks", stats.TotalChunks.Select(c => c + 1));
            """;
        File.AppendAllText(workspace.Script, $"\n{emma.Replace("f.Value", "f.Valeu", StringComparison.Ordinal)}\n");
        Assert.Equal("MCI2007", (await workspace.RunAsync("build", "--json")).Exits(1).Diagnostics[0].Id);
        workspace.Edit("f.Valeu", "f.Value");
        Assert.Equal(["create emma", "read stats"], (await workspace.RunAsync("apply", "--yes", "--json")).Exits(0).Plan.Acts);
        Assert.Equal("2\n", (await workspace.RunAsync("output", "chunks")).Exits(0).Output);
        Assert.Equal("[]\n", (await workspace.RunAsync("output", "fields")).Exits(0).Output);
        Assert.Equal(["read stats"], (await workspace.RunAsync("apply", "--yes", "--json")).Exits(0).Plan.Acts);
        (await workspace.RunAsync("destroy", "--yes")).Exits(0);
    }
}
