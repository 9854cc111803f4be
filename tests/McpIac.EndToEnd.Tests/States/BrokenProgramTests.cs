using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.States;

/// <summary>What was applied can be looked at and destroyed when its program doesn't compile any more, as long as it is clear what is meant.</summary>
public sealed class BrokenProgramTests
{
    private static string Program(string deployment) => $$"""
        Deployment("{{deployment}}");
        var page = new Local.File("page") { Path = "out/{{deployment}}.txt", Content = "{{deployment}}" };
        Output("page", page.Path);
        """;

    [Fact]
    public async Task OneDeployment_CanBeDestroyed()
    {
        using var workspace = await Workspace.WithAsync(Program("blue"));
        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        workspace.Edit("Path = ", "Pth = ");
        Assert.Equal("out/blue.txt\n", (await workspace.RunAsync("output", "page")).Exits(0).Output);
        (await workspace.RunAsync("destroy", "--yes")).Exits(0);
        Assert.False(Directory.Exists(workspace.PathOf("out")));
        Assert.Empty(workspace.World("local", ".mciacc"));
    }

    [Fact]
    public async Task SeveralDeployments_AreLeftAlone_BecauseNobodySaysWhichIsMeant()
    {
        using var workspace = await Workspace.WithAsync(Program("blue"));
        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        await File.WriteAllTextAsync(workspace.Script, Program("green"), TestContext.Current.CancellationToken);
        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        workspace.Edit("Path = ", "Pth = ");

        foreach (string[] command in new[] { new[] { "destroy", "--yes" }, ["state", "list"] })
        {
            var refused = (await workspace.RunAsync([.. command, "--json"])).Exits(1);
            Assert.Contains(refused.Diagnostics, d => d.Id == "MCI2002" && d.Line == 2);
            var problem = refused.Diagnostics.Single(d => d.Id == "MCI5010");
            Assert.Equal("The state holds several deployments (blue, green), and the program doesn't say which is meant, because it has errors.", problem.Message);
        }

        Assert.Equal(("blue", "green"), (workspace.Read("out", "blue.txt"), workspace.Read("out", "green.txt")));
        workspace.Edit("Pth = ", "Path = ");
        (await workspace.RunAsync("destroy", "--yes")).Exits(0);
        Assert.Equal(["blue.txt"], Directory.EnumerateFiles(workspace.PathOf("out")).Select(Path.GetFileName));
    }
}
