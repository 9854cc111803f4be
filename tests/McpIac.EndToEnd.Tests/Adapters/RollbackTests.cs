using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Adapters;

/// <summary>Back to an earlier version, over a plain server's resources and an action that can be undone.</summary>
public sealed class RollbackTests
{
    // What is noted is an observation of an entity as well, which the action adds and nobody else tells of.
    private const string Mapping = """
        types:
          entity:
            writeOnly: [observations]
            read: { tool: open_nodes, arguments: { names: [name] }, result: { rows: /entities } }
          relation:
            read: { tool: read_graph, result: { rows: /relations } }
        actions:
          note:
            properties: [entity, notes]
            call: { tool: add_observations, wrap: "observations[]", arguments: { entityName: entity, contents: notes } }
            undo: { tool: delete_observations, wrap: "deletions[]", arguments: { entityName: entity, observations: notes } }
        """;

    private const string First = """
        name: brain
        resources:
          - { name: alice, type: "memory:entity", properties: { name: alice, entityType: person, observations: [one] } }
          - { name: tea, type: "memory:actions:note", properties: { entity: "${alice.name}", notes: [likes tea] } }
        """;

    private const string Second = """
        name: brain
        resources:
          - { name: alice, type: "memory:entity", properties: { name: alice, entityType: employee, observations: [one] } }
          - { name: bob, type: "memory:entity", properties: { name: bob, entityType: person, observations: [two] } }
          - { name: knows, type: "memory:relation", properties: { from: "${alice.name}", to: "${bob.name}", relationType: knows } }
          - { name: tea, type: "memory:actions:note", properties: { entity: "${alice.name}", notes: [likes cake] } }
          - { name: more, type: "memory:actions:note", properties: { entity: "${bob.name}", notes: [is new] } }
        """;

    [Fact]
    public async Task AnEarlierVersion_IsMadeAgain_WithWhatItsActionsDid_AndTheLaterOneToo()
    {
        using var workspace = await SampleServers.WithAsync(First, "memory");
        await File.WriteAllTextAsync(Path.Combine(workspace.Root, "schemas", "memory.map.yaml"), Mapping, TestContext.Current.CancellationToken);
        (await workspace.RunAsync("provider", "map", "memory")).Exits(0);
        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        var first = Graph(workspace);
        Assert.Equal(["""{"type":"entity","name":"alice","entityType":"person","observations":["one","likes tea"]}"""], first);
        Assert.Empty((await workspace.RunAsync("apply", "--yes", "--json")).Exits(0).Plan.Acts);

        await File.WriteAllTextAsync(workspace.PathOf("infra.yaml"), Second, TestContext.Current.CancellationToken);
        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        var second = Graph(workspace);
        Assert.Equal(3, second.Length);
        var versions = (await workspace.RunAsync("history", "--json")).Exits(0).Json["versions"]!.AsArray().Select(v => $"{v!["serial"]}").ToArray();

        (await workspace.RunAsync("rollback", versions[^1], "--yes")).Exits(0);
        Assert.Equal(first, Graph(workspace));
        (await workspace.RunAsync("drift")).Exits(0);

        (await workspace.RunAsync("rollback", versions[0], "--yes")).Exits(0);
        Assert.Equal(second.Order(StringComparer.Ordinal), Graph(workspace).Order(StringComparer.Ordinal));
        Assert.Empty((await workspace.RunAsync("apply", "--yes", "--json")).Exits(0).Plan.Acts);

        (await workspace.RunAsync("destroy", "--yes")).Exits(0);
        Assert.Empty(Graph(workspace));
    }

    private static string[] Graph(Workspace workspace) => [.. File.ReadAllLines(Path.Combine(workspace.Root, "memory.jsonl")).Where(l => l.Length > 0)];
}
