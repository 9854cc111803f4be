using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Servers;

/// <summary>A change that a server answers with garbage, or not at all: it might have been made, so it stays in doubt, and nothing else is lost.</summary>
public sealed class GarbageTests(BoxFixture box) : IClassFixture<BoxFixture>
{
    [Theory]
    [InlineData("""{"content":[{"type":"text","text":"done!"}]}""", "box answered applyDeployment with something other than the standard's envelope")]
    [InlineData("""{"content":[],"structuredContent":{"success":true,"data":{"results":[{"key":"another"}]}}}""", "the provider didn't say what became of it")]
    [InlineData(ScriptedServer.Oversized, "box answered applyDeployment with more than 16 MiB")]
    [InlineData(ScriptedServer.Dies, "box failed while answering applyDeployment: it ended with exit code 9. Its last words: going down")]
    public async Task AChangeWithoutAUsableAnswer_StaysInDoubt_AndIsNotMadeASecondTime(string answer, string why)
    {
        if (OperatingSystem.IsWindows()) return;
        await AssertStaysInDoubtAsync(box.With(ScriptedServer.Answering(apply: answer)), "cable (box:net:cable)", why, "create app/box:net:cable/cable");
    }

    [Fact]
    public async Task AChangeWithoutAnyAnswer_IsWaitedForAsLongAsItsTypeSays_AndStaysInDoubt()
    {
        if (OperatingSystem.IsWindows()) return;
        var workspace = box.With(ScriptedServer.Answering(apply: ScriptedServer.Hangs));
        workspace.Edit("Box.Net.Cable", "Box.Net.Fuse");
        await AssertStaysInDoubtAsync(workspace, "cable (box:net:fuse)", "box didn't finish answering applyDeployment within ", "create app/box:net:fuse/cable");
    }

    private static async Task AssertStaysInDoubtAsync(Workspace workspace, string who, string why, string intent)
    {
        var applied = (await workspace.RunAsync("apply", "--yes", "--json")).Exits(3);
        var problem = Assert.Single(applied.Diagnostics);
        Assert.Equal(("MCI4001", "Apply again: it finds out first what became of this."), (problem.Id, problem.Remedy));
        Assert.StartsWith($"{who}: create failed: {why}", problem.Message, StringComparison.Ordinal);
        Assert.Equal(["cable create unknown"], applied.Json["result"]!["resources"]!.AsArray().Select(r => $"{r!["name"]} {r["action"]} {r["fate"]}"));
        BoxFixture.AssertOnlyThePageIsThere(workspace, intent);

        var again = (await workspace.RunAsync("apply", "--yes", "--json")).Exits(1);
        Assert.Equal(["MCI4004"], again.Diagnostics.Select(d => d.Id));
        BoxFixture.AssertOnlyThePageIsThere(workspace, intent);
    }
}
