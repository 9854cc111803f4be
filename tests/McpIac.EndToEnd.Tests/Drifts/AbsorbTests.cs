using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Drifts;

/// <summary>What was changed outside is taken into the program.</summary>
public sealed class AbsorbTests
{
    [Fact]
    public async Task ChangedFiles_AreAbsorbedIntoAScript_AndAPlanHasNothingToDo()
    {
        const string script = """
            // All pages.
            var page = new Local.File("page") { Path = "out/page.txt", Content = "page" }; // the first
            new Local.File("index") { Path = "out/index.txt", Content = $"see {page.Path}" };
            """;
        using var workspace = await Workspace.WithAsync(script);
        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        await File.WriteAllTextAsync(workspace.PathOf("out", "page.txt"), "else", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(workspace.PathOf("out", "index.txt"), "else", TestContext.Current.CancellationToken);

        var shown = (await workspace.RunAsync("drift", "--absorb")).Exits(2);
        Assert.Equal("""
            --- a/infra.csx
            +++ b/infra.csx
            @@ -1,3 +1,3 @@
             // All pages.
            -var page = new Local.File("page") { Path = "out/page.txt", Content = "page" }; // the first
            +var page = new Local.File("page") { Path = "out/page.txt", Content = "else" }; // the first
             new Local.File("index") { Path = "out/index.txt", Content = $"see {page.Path}" };
            \ No newline at end of file

            """.ReplaceLineEndings("\n"), shown.Output);
        Assert.Contains("MCI3070: content of index can't be absorbed: it is computed: $\"see {page.Path}\".", shown.Error, StringComparison.Ordinal);
        Assert.Equal(script, workspace.Read("infra.csx"));

        var written = (await workspace.RunAsync("drift", "--absorb", "--write", "--json")).Exits(2).Json;
        Assert.True((bool?)written["written"]);
        Assert.Equal(["app/local:file/page content else"], written["absorbed"]!.AsArray().Select(a => $"{a!["urn"]} {a["path"]} {a["value"]}"));
        Assert.Equal(script.Replace("Content = \"page\"", "Content = \"else\"", StringComparison.Ordinal), workspace.Read("infra.csx"));
        Assert.Equal(["update index"], (await workspace.RunAsync("plan", "--json")).Exits(0).Plan.Acts);
    }

    [Fact]
    public async Task ADocument_TakesInWhatItDidntSay()
    {
        using var workspace = await Workspace.WithAsync("");
        File.Delete(workspace.Script);
        const string document = """
            name: app
            resources:
              - type: local:file
                name: page   # a page
                properties:
                  path: out/page.txt
                  content: |
                    one
                    two
            """;
        await File.WriteAllTextAsync(workspace.PathOf("infra.yaml"), document, TestContext.Current.CancellationToken);
        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        Assert.Equal("", (await workspace.RunAsync("drift", "--absorb", "--write")).Exits(0).Output);
        await File.WriteAllTextAsync(workspace.PathOf("out", "page.txt"), "three\n${four}\n", TestContext.Current.CancellationToken);
        (await workspace.RunAsync("drift", "--absorb", "--write")).Exits(0);
        Assert.Equal(document.Replace("one\n        two", "three\n        $${four}", StringComparison.Ordinal), workspace.Read("infra.yaml").TrimEnd('\n'));
        Assert.True((await workspace.RunAsync("plan", "--json")).Exits(0).Plan.Empty);
        (await workspace.RunAsync("apply")).Exits(0);
        (await workspace.RunAsync("drift")).Exits(0);
        (await workspace.RunAsync("drift", "--write", "--json")).Exits(2);
        (await workspace.RunAsync("drift", "--absorb", "--reconcile", "--json")).Exits(2);
    }
}
