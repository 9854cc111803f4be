using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Servers;

/// <summary>A deployment that has a file and is about to get a cable from the provider "box", whose server each test chooses. Compiled once a class.</summary>
public sealed class BoxFixture : IAsyncLifetime
{
    private const string Page = """new Local.File("page") { Path = "out/page.txt", Content = "page" };""";

    private Workspace? workspace;
    private string saved = "";

    public async ValueTask InitializeAsync()
    {
        workspace = await Workspace.WithAsync(Page);
        ScriptedServer.WriteSnapshot(workspace);
        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        await File.WriteAllTextAsync(workspace.Script, $"{Page}\nnew Box.Net.Cable(\"cable\") {{ Length = 3 }};\n", TestContext.Current.CancellationToken);
        (await workspace.RunAsync("build")).Exits(0);
        saved = workspace.Save();
    }

    public ValueTask DisposeAsync()
    {
        workspace?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <param name="command">What starts the server of "box".</param>
    internal Workspace With(params IReadOnlyList<string> command)
    {
        Assert.NotNull(workspace);
        workspace.Restore(saved);
        ScriptedServer.WriteSnapshot(workspace, command);
        return workspace;
    }

    /// <summary>The file is there and known, and nothing else is, but for what is in doubt.</summary>
    internal static void AssertOnlyThePageIsThere(Workspace workspace, params string[] inDoubt)
    {
        var state = workspace.State("app", ".mciacc");
        Assert.Equal(["app/local:file/page"], state.Resources.Keys);
        Assert.Equal(inDoubt, state.Pending.Select(p => $"{p.Action} {p.Urn}"));
        Assert.Equal(["page"], workspace.World("local", ".mciacc").Select(o => o.Name));
        Assert.Equal("page", workspace.Read("out", "page.txt"));
    }
}
