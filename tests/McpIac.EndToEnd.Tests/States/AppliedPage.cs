using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.States;

/// <summary>The smallest deployment, a file, applied once a class.</summary>
public sealed class AppliedPage : IAsyncLifetime
{
    private Workspace? workspace;
    private string saved = "";

    public async ValueTask InitializeAsync()
    {
        workspace = await Workspace.WithAsync("""
            var page = new Local.File("page") { Path = "out/page.txt", Content = "page" };
            Output("page", page.Path);
            """);
        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        saved = workspace.Save();
    }

    public ValueTask DisposeAsync()
    {
        workspace?.Dispose();
        return ValueTask.CompletedTask;
    }

    internal Workspace Restored()
    {
        Assert.NotNull(workspace);
        workspace.Restore(saved);
        return workspace;
    }
}
