using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.CustomerPortal;

/// <summary>
/// The portal for the tests of one class, which run one after another: each begins with the portal as it was saved, so that it is compiled and applied
/// once a class.
/// </summary>
public sealed class PortalFixture : IAsyncLifetime
{
    private Workspace? workspace;
    private string built = "", applied = "";

    public async ValueTask InitializeAsync()
    {
        workspace = await Workspace.OfAsync(Portal.Sample);
        (await workspace.RunAsync("build")).Exits(0);
        built = workspace.Save();
        (await workspace.RunAsync("apply", "--twin", "--yes")).Exits(0);
        applied = workspace.Save();
    }

    public ValueTask DisposeAsync()
    {
        workspace?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Compiled, never applied.</summary>
    internal Workspace FromNothing() => Restored(built);

    /// <summary>Applied once, with twins.</summary>
    internal Workspace Applied() => Restored(applied);

    private Workspace Restored(string saved)
    {
        Assert.NotNull(workspace);
        workspace.Restore(saved);
        return workspace;
    }
}
