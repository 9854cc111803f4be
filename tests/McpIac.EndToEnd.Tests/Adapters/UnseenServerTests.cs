using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Adapters;

/// <summary>
/// Servers that nothing here was written for: their mappings are what is proposed, with a few lines changed, and have a whole lifecycle. docs/mappings.md has the table.
/// </summary>
public sealed class UnseenServerTests
{
    private const int MostLines = 15;

    // What is proposed knows each of these; its categories and chunks refer to each other by names.
    private const string Dataset = """
        name: unseen
        resources:
          - { name: library, type: "dataset:project", properties: { name: library } }
          - { name: novels, type: "dataset:category", properties: { project: "${library.name}", name: novels } }
          - { name: emma, type: "dataset:chunk", properties: { project: "${library.name}", category: "${novels.name}", id: emma, text: before } }
        """;

    private const string Graph = """
        name: unseen
        resources:
          - { name: alice, type: "graph:entity", properties: { name: alice, entityType: before, observations: [likes tea] } }
          - { name: likes, type: "graph:relation", properties: { from: "${alice.name}", to: tea, relationType: likes } }
        """;

    private const string GraphReads = """
          entity:
            read: { tool: open_nodes, arguments: { names: [name] }, result: { rows: /entities } }
          relation:
            read: { tool: read_graph, result: { rows: /relations } }
        """;

    // One tool does all that isn't a create, and the server gives the id.
    private const string Dex = """
        name: unseen
        resources:
          - { name: letter, type: "dex:task", properties: { name: letter, description: before, priority: 2 } }
          - { name: post, type: "dex:task", properties: { name: post, description: "post ${letter.id}" } }
        """;

    private const string DexTypes = """
        types:
          task:
            identity: [id]
            outputs: { id: string }
            properties: [name, description, priority]
            create: create_task
            list: { tool: list_tasks, fixed: { all: true } }
            update: update_task
            delete: { tool: update_task, fixed: { delete: true } }
        """;

    // A task is one of a request, which an action makes and nothing deletes.
    private const string Tasks = """
        name: unseen
        resources:
          - { name: plan, type: "tasks:actions:request_planning", properties: { originalRequest: letters, tasks: [{ title: begin, description: somewhere }] } }
          - { name: letter, type: "tasks:task", properties: { requestId: "${plan.result.requestId}", title: letter, description: before } }
        """;

    private const string TasksTypes = """
        types:
          task:
            identity: [requestId, taskId]
            properties: [requestId, title, description]
            required: [title, description]
            schemas: { title: string, description: string }
            create: { tool: add_tasks_to_request, arguments: { tasks: "${[{ title: title, description: description }]}" }, result: { members: { taskId: /newTasks/0/id } } }
            read:
              tool: open_task_details
              result: { from: [auto, /task], members: { taskId: /id } }
            update: update_task
            delete: delete_task
        """;

    public static TheoryData<string, string, string, string> Servers => new()
    {
        { "dataset", Dataset, "", "" },
        { "graph", Graph, "  entity: {}\n|  relation: {}\n", GraphReads },
        { "dex", Dex, "types: {}\n", DexTypes },
        { "tasks", Tasks, "types: {}\n", TasksTypes },
    };

    /// <param name="server">Its name in mciacc.yaml.</param>
    /// <param name="program">Makes several of its resources; "before" in it becomes "after".</param>
    /// <param name="out">Lines of the proposal that are taken out, in pieces; what comes in their stead stands where the first was.</param>
    /// <param name="in">Those that come in.</param>
    [Theory]
    [MemberData(nameof(Servers))]
    public async Task AServer_HasAWholeLifecycle_WithFewLinesChanged(string server, string program, string @out, string @in)
    {
        using var workspace = await UnseenServers.WithAsync(server, program);
        var map = Path.Combine(workspace.Root, "schemas", $"{server}.map.yaml");
        (await workspace.RunAsync("provider", "map", server)).Exits(0);
        var (mapping, changed) = Edited(await File.ReadAllTextAsync(map, TestContext.Current.CancellationToken), @out, @in);
        Assert.InRange(changed, 0, MostLines);
        await File.WriteAllTextAsync(map, mapping, TestContext.Current.CancellationToken);
        var types = (await workspace.RunAsync("provider", "map", server, "--json")).Exits(0).Json["types"]!.AsArray();
        Assert.All(types, t => Assert.Equal(1, (int)t!["level"]!));
        Assert.Contains($"| {changed} |", Row(server), StringComparison.Ordinal);

        var made = (await workspace.RunAsync("apply", "--yes", "--json")).Exits(0).Plan.Acts;
        Assert.All(made, a => Assert.StartsWith("create ", a, StringComparison.Ordinal));
        Assert.Empty((await workspace.RunAsync("apply", "--yes", "--json")).Exits(0).Plan.Acts);

        // The trial's object is one beside these, and is gone again.
        var tried = $"{types[^1]!["type"]}"[(server.Length + 1)..];
        (await workspace.RunAsync(["provider", "try", server, tried, "--yes", .. server == "tasks" ? new[] { "--property", "requestId=req-1" } : []])).Exits(0);
        Assert.Empty((await workspace.RunAsync("apply", "--yes", "--json")).Exits(0).Plan.Acts);

        workspace.EditDocument("before", "after");
        Assert.StartsWith("update ", Assert.Single((await workspace.RunAsync("apply", "--yes", "--json")).Exits(0).Plan.Acts), StringComparison.Ordinal);
        Assert.Empty((await workspace.RunAsync("apply", "--yes", "--json")).Exits(0).Plan.Acts);
        Assert.Contains("after", Kept(workspace, server), StringComparison.Ordinal);

        (await workspace.RunAsync("destroy", "--yes")).Exits(0);
        Assert.DoesNotContain("after", Kept(workspace, server), StringComparison.Ordinal);
        Assert.NotEmpty((await workspace.RunAsync("plan", "--json")).Exits(0).Plan.Acts);
    }

    private static (string Mapping, int Changed) Edited(string proposal, string @out, string @in)
    {
        var pieces = @out.Split('|', StringSplitOptions.RemoveEmptyEntries);
        if (pieces.Length == 0) return (proposal, 0);
        Assert.All(pieces, p => Assert.Equal(2, proposal.Split(p).Length));
        var mapping = proposal.Replace(pieces[0], @in + "\n", StringComparison.Ordinal);
        foreach (var piece in pieces.Skip(1)) mapping = mapping.Replace(piece, "", StringComparison.Ordinal);

        // A line that is otherwise counts once.
        string[] before = [.. proposal.Split('\n')], after = [.. mapping.Split('\n')];
        return (mapping, Math.Max(before.Except(after).Count(), after.Except(before).Count()));
    }

    private static string Row(string server) => File.ReadLines(Path.Combine(Repository.Root, "docs", "mappings.md")).Single(l => l.StartsWith($"| `{UnseenServers.Package(server)}", StringComparison.Ordinal));

    /// <summary>All that the server has on disk.</summary>
    private static string Kept(Workspace workspace, string server) => string.Join('\n', Directory.EnumerateFiles(Path.Combine(workspace.Root, $"{server}-data"), "*", SearchOption.AllDirectories)
        .Where(f => !f.Contains("histor", StringComparison.OrdinalIgnoreCase)).Select(File.ReadAllText));
}
