namespace McpIac.EndToEnd.Tests.Servers;

/// <summary>A server that starts and says nothing at all. A class of its own, because it is waited for.</summary>
public sealed class SilentServerTests(BoxFixture box) : IClassFixture<BoxFixture>
{
    [Fact]
    public async Task AServerThatSaysNothing_IsGivenUp()
    {
        if (OperatingSystem.IsWindows()) return;
        var workspace = box.With("sh", "-c", "sleep 1000");
        var applied = (await workspace.RunAsync("apply", "--yes", "--json")).Exits(1);
        Assert.Equal([("MCI6101", "The provider box isn't usable: it didn't answer within 30 s.")], applied.Diagnostics.Select(d => (d.Id, d.Message)));
        BoxFixture.AssertOnlyThePageIsThere(workspace);
    }
}
