using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Adapters;

/// <summary>@modelcontextprotocol/server-memory as a provider, without a mapping: its tools' names are all that says what they do.</summary>
public sealed class MemoryServerTests
{
    private const string Program = """
        name: brain
        resources:
          - { type: "memory:entity", name: alice, properties: { name: alice, entityType: person, observations: [likes tea] } }
          - { type: "memory:relation", name: likes, properties: { from: "${alice.name}", to: bob, relationType: knows } }
        outputs:
          who: "${alice.id} ${likes.id}"
        """;

    [Fact]
    public async Task Entities_AreMade_LeftAlone_Replaced_AndDestroyed()
    {
        using var workspace = await WithServerAsync();
        var made = (await workspace.RunAsync("apply", "--yes", "--json")).Exits(0);
        Assert.Equal(["create alice", "create likes"], made.Plan.Acts);
        Assert.Equal(["""{"type":"entity","name":"alice","entityType":"person","observations":["likes tea"]}""", """{"type":"relation","from":"alice","to":"bob","relationType":"knows"}"""], Graph(workspace));
        Assert.Equal("alice alice/bob/knows\n", (await workspace.RunAsync("output", "who")).Exits(0).Output);

        Assert.Empty((await workspace.RunAsync("apply", "--yes", "--json")).Exits(0).Plan.Acts);

        workspace.EditDocument("likes tea", "likes coffee");
        Assert.Equal(["replace alice"], (await workspace.RunAsync("apply", "--yes", "--json")).Exits(0).Plan.Acts);
        Assert.Contains("likes coffee", Graph(workspace)[0], StringComparison.Ordinal);

        (await workspace.RunAsync("destroy", "--yes")).Exits(0);
        Assert.Empty(Graph(workspace));
    }

    [Fact]
    public async Task WhatNoToolReads_IsSaidToBeUnseen()
    {
        using var workspace = await WithServerAsync();
        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        File.WriteAllText(Path.Combine(workspace.Root, "memory.jsonl"), "");

        var looked = (await workspace.RunAsync("drift", "--json")).Exits(0);
        Assert.Equal(["MCI6501"], looked.Diagnostics.Select(d => d.Id));
        Assert.Equal("info", looked.Diagnostics[0].Severity);
    }

    [Fact]
    public async Task AToolThatChanged_IsNotCalled_UntilItWasPulled()
    {
        using var workspace = await WithServerAsync();
        var snapshot = File.ReadAllText(workspace.SnapshotOf("memory"));
        var other = System.Text.Json.Nodes.JsonNode.Parse(snapshot.Replace("Create multiple new entities", "Create entities, and post them", StringComparison.Ordinal))!.AsObject();
        other.Remove("toolsDigest");
        File.WriteAllText(workspace.SnapshotOf("memory"), other.ToJsonString());

        var refused = (await workspace.RunAsync("apply", "--yes", "--json")).Exits(1);
        Assert.Contains(refused.Diagnostics, d => d.Id == "MCI6500" && d.Message.Contains("(create_entities)", StringComparison.Ordinal));
        Assert.Empty(Graph(workspace));

        (await workspace.RunAsync("provider", "pull", "memory")).Exits(0);
        (await workspace.RunAsync("apply", "--yes")).Exits(0);
    }

    private static string[] Graph(Workspace workspace) =>
        Path.Combine(workspace.Root, "memory.jsonl") is var file && File.Exists(file) ? [.. File.ReadAllLines(file).Where(l => l.Length > 0)] : [];

    private static async Task<Workspace> WithServerAsync()
    {
        var command = PlainServers.Command("@modelcontextprotocol/server-memory/dist/index.js");
        var workspace = await Workspace.OfDocumentAsync(Program);
        await workspace.WriteSettingsAsync($"providers: {{ memory: {{ command: [{string.Join(", ", command)}], env: {{ MEMORY_FILE_PATH: \"{Path.Combine(workspace.Root, "memory.jsonl")}\" }} }} }}\n");
        (await workspace.RunAsync("provider", "add", "memory")).Exits(0);
        return workspace;
    }
}
