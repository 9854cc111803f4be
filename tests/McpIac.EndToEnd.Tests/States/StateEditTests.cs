using System.Text.Json.Nodes;
using McpIac.EndToEnd.Tests.Processes;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.States;

/// <summary>What a state was, and what can be made of it by hand. The past stays as it was.</summary>
public sealed class StateEditTests
{
    private const string Pages = """
        var page = new Local.File("page") { Path = "out/page.txt", Content = "page" };
        var index = new Local.File("index") { Path = "out/index.txt", Content = $"see {page.Path}" };
        Output("index", index.Path);
        """;

    [Theory]
    [InlineData("file")]
    [InlineData("postgres")]
    public async Task VersionsOfAState_AreListed_ComparedAndExported(string backend)
    {
        using var database = backend == "postgres" ? new StateDatabase() : null;
        using var workspace = await Workspace.WithAsync(Pages);
        (string, string?)[] environment = [("MCIACC_STATE", database?.Address)];
        async Task<ToolResult> RunAsync(params string[] arguments) => await Tool.RunAsync(workspace.Folder, arguments, environment);

        Assert.Equal("There are no versions: nothing was applied yet.\n", (await RunAsync("history")).Exits(0).Output);
        (await RunAsync("apply", "--yes")).Exits(0);
        workspace.Edit("Content = \"page\"", "Content = \"another\"");
        (await RunAsync("apply", "--yes")).Exits(0);
        (await RunAsync("state", "mv", "page", "start")).Exits(0);
        (await RunAsync("destroy", "--yes")).Exits(0);

        var versions = (await RunAsync("history", "--json")).Exits(0).Json["versions"]!.AsArray();
        Assert.Equal(["destroy succeeded 2", "state mv succeeded 0", "apply succeeded 1", "apply succeeded 2"], versions.Select(v => $"{v!["kind"]} {v["outcome"]} {v["changes"]}"));
        Assert.Single((await RunAsync("history", "--json", "--limit", "1")).Exits(0).Json["versions"]!.AsArray());
        string[] serials = [.. versions.Select(v => v!["serial"]!.ToString())];

        var diff = (await RunAsync("diff", serials[3], serials[2], "--json")).Exits(0).Json;
        var changed = Assert.Single(diff["resources"]!.AsArray())!;
        Assert.Equal(("page", "changed"), ((string?)changed["name"], (string?)changed["what"]));
        Assert.Contains(changed["properties"]!.AsArray(), p => (string?)p!["path"] == "content" && (string?)p["before"] == "page" && (string?)p["after"] == "another");
        Assert.Equal(["index changed", "start renamed"], (await RunAsync("diff", serials[2], serials[1], "--json")).Exits(0).Json["resources"]!.AsArray().Select(r => $"{r!["name"]} {r["what"]}"));
        Assert.Equal(["index removed", "start removed"], (await RunAsync("diff", serials[1], "latest", "--json")).Exits(0).Json["resources"]!.AsArray().Select(r => $"{r!["name"]} {r["what"]}"));
        Assert.Contains("content: \"page\" → \"another\"", (await RunAsync("diff", serials[3], serials[2])).Exits(0).Output, StringComparison.Ordinal);
        Assert.Equal("The two are alike.\n", (await RunAsync("diff", "0", "latest")).Exits(0).Output);
        Assert.Equal(["MCI5029"], (await RunAsync("diff", "0", "999", "--json")).Exits(1).Diagnostics.Select(d => d.Id));

        // What was exported is what a folder that never saw it takes over.
        (await RunAsync("state", "export", "--at", serials[2], "--out", "state.json")).Exits(0);
        Assert.Equal(["MCI1293"], (await RunAsync("state", "export", "--out", "state.json", "--json")).Exits(1).Diagnostics.Select(d => d.Id));
        Assert.Equal(workspace.Read("state.json"), (await RunAsync("state", "export", "--at", serials[2])).Exits(0).Output);
        (await RunAsync("state", "import", "state.json")).Exits(0);
        Assert.Equal(["index", "page"], (await RunAsync("state", "list", "--json")).Exits(0).Json["resources"]!.AsArray().Select(r => (string?)r!["name"]));
        Assert.Equal(["MCI5028"], (await RunAsync("state", "import", "state.json", "--json")).Exits(1).Diagnostics.Select(d => d.Id));
        (await RunAsync("state", "import", "state.json", "--force")).Exits(0);
        var imported = JsonNode.Parse((await RunAsync("state", "export")).Exits(0).Output)!;
        Assert.True(JsonNode.DeepEquals(imported["resources"], JsonNode.Parse(workspace.Read("state.json"))!["resources"]));

        await File.WriteAllTextAsync(workspace.PathOf("state.json"), workspace.Read("state.json").Replace("another", "forged", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.Equal(["MCI5027"], (await RunAsync("state", "import", "state.json", "--json")).Exits(1).Diagnostics.Select(d => d.Id));
        Assert.Equal("Nobody uses the state of app.\n", (await RunAsync("lock", "show")).Exits(0).Output);
        Assert.Equal("Nobody uses the state of app.\n", (await RunAsync("lock", "break")).Exits(0).Output);
    }

    [Fact]
    public async Task ADamagedState_IsRepaired()
    {
        using var workspace = await Workspace.WithAsync(Pages);
        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        Assert.Equal("The state of app is sound.\n", (await workspace.RunAsync("state", "repair")).Exits(0).Output);
        void Damage(string sql)
        {
            using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={workspace.PathOf(".mciacc", "state.db")};Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }

        Damage("UPDATE resource SET body = '{}'");
        Assert.Equal(["MCI5002"], (await workspace.RunAsync("plan", "--json")).Exits(1).Diagnostics.Select(d => d.Id));
        Assert.False((bool?)(await workspace.RunAsync("state", "repair", "--dry-run", "--json")).Exits(0).Json["mended"]);
        Assert.True((bool?)(await workspace.RunAsync("state", "repair", "--json")).Exits(0).Json["mended"]);
        Assert.True((await workspace.RunAsync("plan", "--json")).Exits(0).Plan.Empty);

        Damage("UPDATE resource SET body = '{}'; UPDATE journal SET body = '{}' WHERE kind = 'resourceConfirmed'");
        Assert.Equal(["MCI5031"], (await workspace.RunAsync("state", "repair", "--json")).Exits(1).Diagnostics.Select(d => d.Id));
    }

    [Fact]
    public async Task AState_IsMendedByHand_AndPlansFollow()
    {
        using var workspace = await Workspace.WithAsync(Pages);
        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        async Task<string[]> ActsAsync() => [.. (await workspace.RunAsync("plan", "--json")).Exits(0).Plan.Acts];

        (await workspace.RunAsync("state", "taint", "index")).Exits(0);
        Assert.Equal(["replace index"], await ActsAsync());
        Assert.Contains("tainted", (await workspace.RunAsync("state", "list")).Exits(0).Output, StringComparison.Ordinal);
        (await workspace.RunAsync("state", "protect", "index")).Exits(0);
        var refused = Assert.Single((await workspace.RunAsync("plan", "--json")).Exits(1).Diagnostics);
        Assert.Equal(("MCI3050", "To let it go, run 'mciacc state unprotect app/local:file/index'."), (refused.Id, refused.Remedy));
        (await workspace.RunAsync("state", "untaint", "index")).Exits(0);
        Assert.Empty(await ActsAsync());
        Assert.Equal(["MCI3050"], (await workspace.RunAsync("destroy", "--yes", "--json")).Exits(1).Diagnostics.Select(d => d.Id));
        Assert.Equal(["MCI5030"], (await workspace.RunAsync("state", "rm", "index", "--yes", "--json")).Exits(1).Diagnostics.Select(d => d.Id));
        (await workspace.RunAsync("state", "unprotect", "index")).Exits(0);

        (await workspace.RunAsync("state", "mv", "page", "start")).Exits(0);
        workspace.Edit("(\"page\")", "(\"start\")");
        Assert.Empty(await ActsAsync());
        Assert.Equal(["MCI5030"], (await workspace.RunAsync("state", "mv", "start", "index", "--json")).Exits(1).Diagnostics.Select(d => d.Id));
        Assert.Equal(["MCI5030"], (await workspace.RunAsync("state", "mv", "start", "app/local:directory/start", "--json")).Exits(1).Diagnostics.Select(d => d.Id));

        (await workspace.RunAsync("state", "rm", "start", "--json")).Exits(4);
        (await workspace.RunAsync("state", "rm", "start", "--yes")).Exits(0);
        Assert.Equal("page", workspace.Read("out", "page.txt"));
        var left = Assert.Single((await workspace.StateAsync())["resources"]!.AsArray())!;
        Assert.Equal("index", (string?)left["name"]);
        Assert.Empty(left["dependencies"]!.AsArray());
    }
}
