using McpIac.EndToEnd.Tests.Processes;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.States;

/// <summary>Back to what an earlier apply made, with and without a program that still compiles.</summary>
public sealed class RollbackToVersionTests
{
    [Fact]
    public async Task ADeployment_GoesBackToAVersion_AndForthAgain()
    {
        using var workspace = await Workspace.WithAsync("""
            var page = new Local.File("page") { Path = "out/page.txt", Content = "page" };
            var index = new Local.File("index") { Path = "out/index.txt", Content = $"see {page.Path}" };
            Output("index", index.Path);
            """);
        async Task<string[]> VersionsAsync() => [.. (await workspace.RunAsync("history", "--json")).Exits(0).Json["versions"]!.AsArray().Select(v => $"{v!["serial"]}")];
        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        workspace.Edit("out/page.txt", "out/moved.txt");
        workspace.Edit("Output(\"index\"", "_ = new Local.File(\"more\") { Path = \"out/more.txt\", Content = \"more\" };\nOutput(\"other\"");
        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        var versions = await VersionsAsync();

        Assert.Equal(["MCI1085"], (await workspace.RunAsync("rollback", versions[1], "--json")).Exits(4).Diagnostics.Select(d => d.Id));
        var back = (await workspace.RunAsync("rollback", versions[1], "--yes")).Exits(0);
        Assert.Contains($"version {versions[1]} doesn't have it", back.Output, StringComparison.Ordinal);
        Assert.Contains("Rolled back in ", back.Output, StringComparison.Ordinal);
        Assert.Equal(("page", "see out/page.txt"), (workspace.Read("out", "page.txt"), workspace.Read("out", "index.txt")));
        Assert.False(File.Exists(workspace.PathOf("out", "more.txt")));
        Assert.Equal("out/index.txt\n", (await workspace.RunAsync("output", "index")).Exits(0).Output);
        Assert.Equal("rollback", $"{(await workspace.RunAsync("history", "--json")).Exits(0).Json["versions"]![0]!["kind"]}");
        Assert.Equal($"No changes. Everything is as in version {versions[1]}.\n", (await workspace.RunAsync("rollback", versions[1], "--yes")).Exits(0).Output);

        workspace.Edit("Output(", "Otput(");
        (await workspace.RunAsync("rollback", versions[0], "--yes")).Exits(0);
        Assert.Equal(("page", "see out/moved.txt", "more"), (workspace.Read("out", "moved.txt"), workspace.Read("out", "index.txt"), workspace.Read("out", "more.txt")));
        // A serial in the middle of a run is no version: the second entry is what the first run had only begun.
        Assert.Equal(["MCI5029"], (await workspace.RunAsync("rollback", "2", "--yes", "--json")).Exits(1).Diagnostics.Select(d => d.Id));
        Assert.Equal(["MCI5029"], (await workspace.RunAsync("rollback", "999", "--yes", "--json")).Exits(1).Diagnostics.Select(d => d.Id));
        (await workspace.RunAsync("rollback", "--yes")).Exits(2);
        (await workspace.RunAsync("rollback", "--resume", versions[0], "--yes")).Exits(2);
        Assert.Contains("--target is for going back to a version", (await workspace.RunAsync("rollback", "--resume", "--target", "page", "--yes")).Exits(2).Error, StringComparison.Ordinal);
    }
}
