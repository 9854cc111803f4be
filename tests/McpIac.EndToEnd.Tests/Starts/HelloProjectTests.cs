using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Starts;

/// <summary>The same deployment as a script and as a project, whose classes come from the generator. One test, because a build by the SDK takes its time.</summary>
public sealed class HelloProjectTests
{
    [Fact]
    public async Task TheProject_IsPlannedLikeTheScript()
    {
        using var script = await Workspace.OfAsync("hello");
        using var project = await Workspace.OfAsync("hello-project");
        Settle(project);
        var (one, other) = ((await script.RunAsync("plan", "--json")).Exits(0), (await project.RunAsync("plan", "hello-project.csproj", "--json")).Exits(0));
        Assert.Empty(other.Diagnostics);
        Assert.Equal(["create site", "create mascot", "create page"], other.Plan.Acts);
        Assert.Equal($"{one.Json["plan"]}", $"{other.Json["plan"]}");
    }

    // The sample belongs to the repository: away from it, it needs to be told where that is.
    private static void Settle(Workspace project)
    {
        var file = project.PathOf("hello-project.csproj");
        File.WriteAllText(file, File.ReadAllText(file).Replace("../../", Repository.Root, StringComparison.Ordinal));
        foreach (var name in new[] { "Directory.Build.props", "Directory.Packages.props" })
        {
            File.WriteAllText(project.PathOf(name), $"<Project><Import Project=\"{Path.Combine(Repository.Root, name)}\" /></Project>");
        }
    }
}
