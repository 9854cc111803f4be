using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Drifts;

/// <summary>What was changed outside is shown, and put back on demand.</summary>
public sealed class DriftTests
{
    private const string Pages = """
        var page = new Local.File("page") { Path = "out/page.txt", Content = "page" };
        new Local.File("index") { Path = "out/index.txt", Content = $"see {page.Path}" };
        new Local.File("other") { Path = "out/other.txt", Content = "other" };
        """;

    [Fact]
    public async Task ChangedAndDeletedFiles_AreShown_AndPutBack()
    {
        using var workspace = await Workspace.WithAsync(Pages);
        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        Assert.Equal("Nothing was changed outside: app is as state says.\n", (await workspace.RunAsync("drift")).Exits(0).Output);
        await File.WriteAllTextAsync(workspace.PathOf("out", "page.txt"), "else", TestContext.Current.CancellationToken);
        File.Delete(workspace.PathOf("out", "index.txt"));
        var record = workspace.Record();

        var shown = (await workspace.RunAsync("drift")).Exits(2).Output;
        Assert.Contains("content: \"page\" → \"else\"", shown, StringComparison.Ordinal);
        Assert.EndsWith("Drift: 1 changed, 1 gone, 0 unknown to state.\n", shown, StringComparison.Ordinal);
        var resources = (await workspace.RunAsync("drift", "--json")).Exits(2).Json["resources"]!.AsArray();
        Assert.Equal(["index true", "page false"], resources.Select(r => $"{r!["name"]} {r["gone"]}"));
        Assert.Equal(["content page else"], resources[1]!["properties"]!.AsArray().Select(p => $"{p!["path"]} {p["before"]} {p["after"]}"));
        Assert.Equal(record, workspace.Record());

        // Other edits of the program wait for an apply.
        workspace.Edit("Content = \"other\"", "Content = \"edited\"");
        (await workspace.RunAsync("drift", "--reconcile")).Exits(0);
        Assert.Equal(("page", "see out/page.txt", "other"), (workspace.Read("out", "page.txt"), workspace.Read("out", "index.txt"), workspace.Read("out", "other.txt")));
        (await workspace.RunAsync("drift")).Exits(0);
        Assert.Equal(["update other"], (await workspace.RunAsync("plan", "--json")).Exits(0).Plan.Acts);
        Assert.True((await workspace.RunAsync("drift", "--reconcile", "--json")).Exits(0).Plan.Empty);
    }

    [Fact]
    public async Task Reconcile_TakesASnapshotFirst_AndIsAllOrNothing_WhereItIsToldTo()
    {
        using var workspace = await Workspace.WithAsync("""
            new Local.File("page") { Path = "out/page.txt", Content = "page" };
            new Local.File("kept", new ResourceOptions { ReplaceOn = ["content"] }) { Path = "out/kept.txt", Content = "kept" };
            """);
        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        foreach (var name in new[] { "page.txt", "kept.txt" }) await File.WriteAllTextAsync(workspace.PathOf("out", name), "else", TestContext.Current.CancellationToken);
        Assert.Contains("--atomic belongs to --reconcile.", (await workspace.RunAsync("drift", "--atomic")).Exits(2).Error, StringComparison.Ordinal);

        var refused = (await workspace.RunAsync("drift", "--reconcile", "--atomic", "--snapshot", "--yes", "--json")).Exits(1);
        Assert.Equal(["MCI4044"], refused.Diagnostics.Select(d => d.Id));
        Assert.Equal(("else", "There are no snapshots.\n"), (workspace.Read("out", "page.txt"), (await workspace.RunAsync("snapshot", "list")).Exits(0).Output));

        var put = (await workspace.RunAsync("drift", "--reconcile", "--atomic", "--allow-irreversible", "kept", "--snapshot", "--yes", "--json")).Exits(0);
        Assert.Equal(("page", "kept"), (workspace.Read("out", "page.txt"), workspace.Read("out", "kept.txt")));
        var snapshots = (await workspace.RunAsync("snapshot", "list", "--json")).Exits(0).Json["snapshots"]!.AsArray();
        Assert.Equal([$"{put.Json["snapshot"]}"], snapshots.Select(s => $"{s!["id"]}"));
    }

    [Fact]
    public async Task Drift_IsShown_WhenTheProgramIsBroken()
    {
        using var workspace = await Workspace.WithAsync(Pages);
        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        File.Delete(workspace.PathOf("out", "other.txt"));
        workspace.Edit("new Local.File(\"other\")", "new Local.Nothing(\"other\")");
        Assert.Equal(["other"], (await workspace.RunAsync("drift", "--json")).Exits(2).Json["resources"]!.AsArray().Select(r => (string?)r!["name"]));
        (await workspace.RunAsync("drift", "--reconcile", "--json")).Exits(1);
        Assert.False(File.Exists(workspace.PathOf("out", "other.txt")));
    }

    [Fact]
    public async Task WhatALostStateKnew_IsShownAsUnknown()
    {
        using var workspace = await Workspace.WithAsync(Pages);
        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        File.Delete(workspace.PathOf(".mciacc", "state.db"));
        Assert.Equal(["index", "other", "page"], (await workspace.RunAsync("drift", "--json")).Exits(2).Json["unknown"]!.AsArray().Select(r => (string?)r!["name"]));
    }
}
