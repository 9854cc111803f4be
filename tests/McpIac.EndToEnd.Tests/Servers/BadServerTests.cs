namespace McpIac.EndToEnd.Tests.Servers;

/// <summary>A provider's server that misbehaves: said by a diagnostic within bounded time, and nothing that was there is lost. The servers are shell scripts.</summary>
public sealed class BadServerTests(BoxFixture box) : IClassFixture<BoxFixture>
{
    [Theory]
    [InlineData("MCI6101", "it ended with exit code 3. Its last words: missing BOX_URL", "sh", "-c", "echo missing BOX_URL >&2; exit 3")]
    [InlineData("MCI6101", "it prints something other than MCP messages to standard output: \"junk\"", "sh", "-c", "while true; do echo junk; done")]
    [InlineData("MCI6101", "no-such-command-of-mciacc can't be started", "no-such-command-of-mciacc")]
    [InlineData("MCI6102", "names no command to start it with")]
    public async Task AServerThatCanNotBeUsed_IsSaid_BeforeAnythingIsDone(string id, string why, params string[] command)
    {
        if (OperatingSystem.IsWindows()) return;
        var workspace = box.With(command);
        var applied = (await workspace.RunAsync("apply", "--yes", "--json")).Exits(1);
        Assert.Equal([id], applied.Diagnostics.Select(d => d.Id));
        Assert.Contains(why, applied.Diagnostics[0].Message, StringComparison.Ordinal);
        Assert.NotNull(applied.Diagnostics[0].Remedy);
        BoxFixture.AssertOnlyThePageIsThere(workspace);
    }

    [Fact]
    public async Task AServerThatCanNotBeUsed_DoesNotMatter_ToWhatDoesNotNeedIt()
    {
        var workspace = box.With("no-such-command-of-mciacc");
        (await workspace.RunAsync("build")).Exits(0);
        (await workspace.RunAsync("apply", "--yes", "--twin")).Exits(0);
        Assert.Equal(["cable"], workspace.World("box").Select(o => o.Name));
    }

    [Theory]
    [InlineData("""{"content":[{"type":"text","text":"hello"}]}""", "something other than the standard's envelope")]
    [InlineData("""{"content":[],"structuredContent":{"success":true,"data":{"valid":"maybe"}}}""", "something other than the standard's envelope")]
    [InlineData(ScriptedServer.Dies, "it ended with exit code 9. Its last words: going down")]
    [InlineData(ScriptedServer.Oversized, "with more than 16 MiB")]
    public async Task ACheckThatIsAnsweredWithGarbage_IsMCI3003_AndNothingIsDone(string answer, string why)
    {
        if (OperatingSystem.IsWindows()) return;
        var workspace = box.With(ScriptedServer.Answering(validate: answer));
        var applied = (await workspace.RunAsync("apply", "--yes", "--json")).Exits(1);
        Assert.Equal(["MCI3003"], applied.Diagnostics.Select(d => d.Id));
        Assert.Contains(why, applied.Diagnostics[0].Message, StringComparison.Ordinal);
        BoxFixture.AssertOnlyThePageIsThere(workspace);
    }
}
