using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Options;

/// <summary>Hooks: actions that run before and after changes of a resource. Each writes a line.</summary>
public sealed class HookTests
{
    private const string Page = """
        var page = new Local.File("page") { Path = "page.txt", Content = "one" };
        """;

    private const string Both = Page + """

        new Local.Command("soon", new() { Hook = new(page) { Before = [ResourceChange.Create, ResourceChange.Update, ResourceChange.Delete] } }) { Create = ["sh", "-c", "echo soon >> log.txt"] };
        new Local.Command("said", new() { Hook = new(page) { After = [ResourceChange.Create, ResourceChange.Delete] } }) { Create = ["sh", "-c", $"echo {page.Path} {page.Size} >> log.txt"] };
        """;

    [Fact]
    public async Task Hooks_RunWithTheChangesTheyAreOf_AndNothingOfThemIsKept()
    {
        if (OperatingSystem.IsWindows()) return;
        using var workspace = await Workspace.WithAsync(Both);
        Assert.Equal(["run soon", "create page", "run said"], (await workspace.RunAsync("plan", "--json")).Exits(0).Plan.Acts);
        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        Assert.Equal("soon\npage.txt 3\n", workspace.Read("log.txt"));
        Assert.True((await workspace.RunAsync("plan", "--json")).Exits(0).Plan.Empty);

        workspace.Edit("\"one\"", "\"three\"");
        (await workspace.RunAsync("plan", "--out", "update.plan")).Exits(0);
        (await workspace.RunAsync("apply", "--plan", "update.plan", "--yes")).Exits(0);
        Assert.Equal("soon\npage.txt 3\nsoon\n", workspace.Read("log.txt"));

        // Replaced: the old one's values for its delete, the new one's for its create.
        workspace.Edit("Path = \"page.txt\"", "Path = \"other.txt\"");
        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        Assert.Equal("soon\npage.txt 3\nsoon\nsoon\nother.txt 5\nsoon\npage.txt 5\n", workspace.Read("log.txt"));

        // When both have left the program, state still knows.
        File.Delete(workspace.PathOf("log.txt"));
        await File.WriteAllTextAsync(workspace.Script, "Output(\"done\", true);\n", TestContext.Current.CancellationToken);
        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        Assert.Equal("soon\nother.txt 5\n", workspace.Read("log.txt"));
        Assert.DoesNotContain("said", (await workspace.RunAsync("state", "list")).Exits(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADestroy_RunsThem_AndYamlHasThemToo()
    {
        if (OperatingSystem.IsWindows()) return;
        using var workspace = await Workspace.WithAsync("");
        await File.WriteAllTextAsync(workspace.PathOf("infra.yaml"), """
            resources:
              - { type: local:file, name: page, properties: { path: page.txt, content: one } }
              - type: local:command
                name: said
                options: { hook: { of: page, after: [create, delete] } }
                properties: { create: [sh, -c, "echo ${page.path} >> log.txt"] }
            """, TestContext.Current.CancellationToken);
        (await workspace.RunAsync("apply", "infra.yaml", "--yes")).Exits(0);
        (await workspace.RunAsync("destroy", "infra.yaml", "--yes")).Exits(0);
        Assert.Equal("page.txt\npage.txt\n", workspace.Read("log.txt"));
    }

    [Theory]
    [InlineData("Before", "soon (local:command): run failed", "")]
    [InlineData("After", "soon (local:command): run failed", "one")]
    public async Task AHookThatFails_FailsTheRun_WhichIsTakenBack(string side, string message, string seen)
    {
        if (OperatingSystem.IsWindows()) return;
        using var workspace = await Workspace.WithAsync($$"""
            {{Page}}
            new Local.Command("soon", new() { Hook = new(page) { {{side}} = [ResourceChange.Create] } }) { Create = ["sh", "-c", "cat page.txt > seen.txt; exit 3"] };
            """);
        var applied = (await workspace.RunAsync("apply", "--yes", "--json")).Exits(3);
        Assert.StartsWith(message, Assert.Single(applied.Diagnostics).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(workspace.PathOf("page.txt")));
        Assert.Equal(seen, workspace.Read("seen.txt"));
    }

    [Fact]
    public async Task AnAtomicPlan_HasNoHook_UnlessItIsAllowedByName()
    {
        if (OperatingSystem.IsWindows()) return;
        using var workspace = await Workspace.WithAsync(Both);
        Assert.Equal(["MCI4044", "MCI4044"], (await workspace.RunAsync("apply", "--yes", "--atomic", "--json")).Exits(1).Diagnostics.Select(d => d.Id));
        (await workspace.RunAsync("apply", "--yes", "--atomic", "--allow-irreversible", "soon", "--allow-irreversible", "said")).Exits(0);
    }
}
