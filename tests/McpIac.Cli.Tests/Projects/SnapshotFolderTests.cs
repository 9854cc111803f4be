using McpIac.Cli.Projects;

namespace McpIac.Cli.Tests.Projects;

public sealed class SnapshotFolderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mciacc-test-").FullName;

    private string Schemas => Path.Combine(folder, "schemas");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void ANewFolder_GetsTheBuiltInSnapshotsToo_BecauseItTakesTheirPlace()
    {
        var (outcome, others) = SnapshotFolder.Write(SnapshotFolder.OfProject(folder), "memory", "{}");
        Assert.Equal(SnapshotOutcome.Added, outcome);
        Assert.Contains("local", others);
        Assert.Equal([.. others.Append("memory").Order(StringComparer.Ordinal)], Directory.GetFiles(Schemas).Select(f => Path.GetFileName(f)[..^".mcp.json".Length]).Order(StringComparer.Ordinal));
        Assert.Equal(Schemas, SnapshotFolder.Find(folder));
    }

    [Fact]
    public void ABuiltInName_IsTheServersOwn_NotTheBuiltIns()
    {
        SnapshotFolder.Write(Schemas, "aws", "{ }");
        Assert.Equal("{ }", File.ReadAllText(Path.Combine(Schemas, "aws.mcp.json")));
    }

    [Fact]
    public void AFolderInUse_KeepsItsOthers_AndSaysWhatChanged()
    {
        SnapshotFolder.Write(Schemas, "memory", "{}");
        File.Delete(Path.Combine(Schemas, "aws.mcp.json"));
        Assert.Equal(SnapshotOutcome.Unchanged, SnapshotFolder.Write(Schemas, "memory", "{}").Outcome);
        var (outcome, others) = SnapshotFolder.Write(Schemas, "memory", "{ }");
        Assert.Equal(SnapshotOutcome.Updated, outcome);
        Assert.Empty(others);
        Assert.False(File.Exists(Path.Combine(Schemas, "aws.mcp.json")));
        Assert.Equal("{ }", File.ReadAllText(Path.Combine(Schemas, "memory.mcp.json")));
    }

    [Fact]
    public void TheProjectsFolder_IsFoundFromBelow()
    {
        SnapshotFolder.Write(Schemas, "memory", "{}");
        var below = Directory.CreateDirectory(Path.Combine(folder, "a", "b")).FullName;
        Assert.Equal(Schemas, SnapshotFolder.OfProject(below));
    }
}
