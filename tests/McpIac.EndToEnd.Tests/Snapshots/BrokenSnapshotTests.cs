using McpIac.EndToEnd.Tests.States;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Snapshots;

/// <summary>A snapshot that is damaged, or isn't one, is said at its place; until it is mended nothing is planned, applied or destroyed by mistake.</summary>
public sealed class BrokenSnapshotTests(AppliedPage page) : IClassFixture<AppliedPage>
{
    public static TheoryData<string, string, Func<string, string>> Damages => new()
    {
        { "MCI6001", "The snapshot is no valid JSON: the text ends inside ", whole => whole[..5000] },
        { "MCI6002", "format 2", whole => whole.Replace("\"mciacc\": 1", "\"mciacc\": 2", StringComparison.Ordinal) },
        { "MCI6003", "snapshot", _ => "[1, 2]" },
        { "MCI6004", "The snapshot's schemaDigest doesn't match its content", whole => whole.Replace("A virtual machine.", "A machine.", StringComparison.Ordinal) },
    };

    [Theory]
    [MemberData(nameof(Damages), DisableDiscoveryEnumeration = true)]
    public async Task ABrokenSnapshot_IsSaidAtItsPlace_AndNothingIsLost(string id, string message, Func<string, string> damage)
    {
        var workspace = page.Restored();
        var whole = Repository.Read("schemas/aws.mcp.json");
        var before = workspace.Record();
        try
        {
            var broken = damage(whole);
            Assert.NotEqual(whole, broken);
            File.WriteAllText(workspace.SnapshotOf("aws"), broken);
            foreach (string[] command in new[] { new[] { "apply", "--yes" }, ["build"] })
            {
                var refused = (await workspace.RunAsync([.. command, "--json"])).Exits(1);
                var problem = Assert.Single(refused.Diagnostics);
                Assert.Equal((id, workspace.SnapshotOf("aws")), (problem.Id, problem.File));
                Assert.True(problem is { Line: > 0, Column: > 0, Remedy: not null });
                Assert.Contains(message, problem.Message, StringComparison.Ordinal);
            }

            // The other snapshots are as good as before.
            var listed = (await workspace.RunAsync("provider", "list", "--json")).Exits(1);
            Assert.Contains("local", listed.Json["providers"]!.AsArray().Select(p => $"{p!["name"]}"));
            Assert.Equal(before, workspace.Record());
        }
        finally
        {
            File.WriteAllText(workspace.SnapshotOf("aws"), whole);
        }

        Assert.StartsWith("No changes.", (await workspace.RunAsync("apply", "--yes")).Exits(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoSnapshotsOfOneProvider_AreMCI6005()
    {
        var workspace = page.Restored();
        var second = Path.Combine(workspace.Root, "schemas", "more.mcp.json");
        File.Copy(workspace.SnapshotOf("aws"), second);
        try
        {
            Assert.Equal(["MCI6005"], (await workspace.RunAsync("plan", "--json")).Exits(1).Diagnostics.Select(d => d.Id));
        }
        finally
        {
            File.Delete(second);
        }
    }
}
