using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Discoveries;

/// <summary>What exists is taken over under a name of the program: MCI3053, MCI3072 to MCI3074.</summary>
public sealed class ImportTests
{
    [Fact]
    public async Task AFile_IsImported_AndTheProgramSaysTheRestAtTheNextApply()
    {
        using var workspace = await Workspace.WithAsync("""
            new Local.File("page") { Path = "page.txt", Content = "new" };
            """);
        await File.WriteAllTextAsync(workspace.PathOf("page.txt"), "old", TestContext.Current.CancellationToken);
        Assert.Equal(["MCI3053"], (await workspace.RunAsync("import", "local:file", "page", "other.txt", "--json")).Exits(1).Diagnostics.Select(d => d.Id));
        var type = Assert.Single((await workspace.RunAsync("import", "file", "page", "page.txt", "--json")).Exits(1).Diagnostics);
        Assert.Equal(("MCI3072", "Did you mean local:file?"), (type.Id, type.Remedy));
        Assert.Equal(["MCI3074"], (await workspace.RunAsync("import", "local:directory", "page", "page.txt", "--json")).Exits(1).Diagnostics.Select(d => d.Id));

        var imported = (await workspace.RunAsync("import", "local:file", "page", "page.txt", "--json")).Exits(0).Json;
        Assert.Equal(["content old new"], imported["differences"]!.AsArray().Select(d => $"{d!["path"]} {d["before"]} {d["after"]}"));
        Assert.Equal("old", workspace.Read("page.txt"));
        Assert.Equal(["MCI3073"], (await workspace.RunAsync("state", "adopt", "local:file", "page", "page.txt", "--json")).Exits(1).Diagnostics.Select(d => d.Id));
        Assert.Equal(["update page"], (await workspace.RunAsync("plan", "--json")).Exits(0).Plan.Acts);
        (await workspace.RunAsync("apply")).Exits(0);
        Assert.Equal("new", workspace.Read("page.txt"));
        Assert.Equal(["apply", "import"], (await workspace.RunAsync("history", "--json")).Exits(0).Json["versions"]!.AsArray().Select(v => (string?)v!["kind"]));
    }

    [Theory]
    [InlineData("infra.yaml", "name: app\nresources: []\noutputs: { x: 1 }\n", "resources: []", "resources:\n")]
    [InlineData("infra.csx", "Output(\"x\", 1);\n", "Output(\"x\", 1);\n", "")]
    public async Task WhatTheProgramDoesntDeclare_IsShownAsItsDeclaration(string file, string program, string place, string before)
    {
        using var workspace = await Workspace.WithAsync("");
        File.Delete(workspace.Script);
        await File.WriteAllTextAsync(workspace.PathOf(file), program, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(workspace.PathOf("page.txt"), "one\ntwo\n", TestContext.Current.CancellationToken);
        var refused = (await workspace.RunAsync("import", "local:file", "page", "page.txt", "--json")).Exits(1);
        Assert.Equal("MCI3074", Assert.Single(refused.Diagnostics).Id);
        Assert.Equal((string?)refused.Json["declaration"], (await workspace.RunAsync("import", "local:file", "page", "page.txt")).Exits(1).Output);

        // It is what the program has to say: added, it imports, and there is nothing else to do.
        await File.WriteAllTextAsync(workspace.PathOf(file), program.Replace(place, before + (string?)refused.Json["declaration"], StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var plan = (await workspace.RunAsync("plan", "--json")).Exits(0).Plan;
        Assert.Equal(["import page"], plan.Acts);
        Assert.Empty(plan.Of("page").Diff);
    }
}
