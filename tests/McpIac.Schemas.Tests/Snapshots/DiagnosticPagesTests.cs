using System.Reflection;
using McpIac.Schemas.Snapshots;

namespace McpIac.Schemas.Tests.Snapshots;

public sealed class DiagnosticPagesTests
{
    [Fact]
    public void EachIdOfASnapshotsProblems_HasItsPage()
    {
        var ids = typeof(SnapshotIds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!).ToArray();

        Assert.Distinct(ids);
        Assert.All(ids, id => Assert.StartsWith($"# {id}: ", File.ReadAllText(Path.Combine(Repository.Root, "docs/diagnostics", id + ".md"))));
    }
}
