using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.CustomerPortal;

/// <summary>
/// The portal for the tests of one class, which run one after another: each begins with the portal as it was saved, so that it is compiled and applied
/// once a class.
/// </summary>
public sealed class PortalFixture : IAsyncLifetime
{
    private Workspace? workspace;
    private readonly Dictionary<string, string> edited = [];
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

    /// <summary>Applied once, then edited, and compiled after that.</summary>
    internal async Task<Workspace> AppliedAsync(Action<Workspace> edit)
    {
        if (!edited.TryGetValue(edit.Method.Name, out var saved))
        {
            var portal = Applied();
            edit(portal);
            (await portal.RunAsync("build")).Exits(0);
            edited[edit.Method.Name] = saved = portal.Save();
        }

        return Restored(saved);
    }

    private Workspace Restored(string saved)
    {
        Assert.NotNull(workspace);
        workspace.Restore(saved);
        return workspace;
    }
}
