using McpIac.Schemas.Snapshots;

namespace McpIac.Generators.Tests;

/// <summary>The tool lists of real servers (tests/data/servers), all in one project.</summary>
public sealed class RealServersTests
{
    [Fact]
    public void AllServers_CompileTogether_WithoutAWarning()
    {
        var files = Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "tests/data/servers"), "*.json").Order(StringComparer.Ordinal).ToArray();
        var generation = new Generation([.. files.Select(f => (Path.ChangeExtension(f, ".mcp.json"), (string?)File.ReadAllText(f)))]);

        Assert.Equal(31, files.Length);
        Assert.Equal(files.Sum(f => SnapshotReader.Read(new SnapshotSource(f, File.ReadAllText(f))).Types.Count), generation.HintNames.Count());
        Assert.StartsWith("MCI6009 ", Assert.Single(generation.Diagnostics));
        Assert.Empty(generation.CompilerDiagnostics);
    }
}
