using McpIac.Schemas.Snapshots;

namespace McpIac.Schemas.Tests.Snapshots;

public sealed class CommittedSnapshotTests
{
    public static TheoryData<string> Files => [.. Repository.SnapshotFiles().Select(f => Path.GetFileName(f))];

    [Fact]
    public void AllSnapshots_Load_WithoutAnyDiagnostic()
    {
        var (catalog, diagnostics) = CatalogLoader.Load(Repository.SnapshotFiles().Select(f => new SnapshotSource(Path.GetFileName(f), File.ReadAllText(f))));

        Assert.Empty(diagnostics);
        Assert.Superset(new HashSet<string>(["aws", "docker", "opnsense"]), catalog.Providers.Select(p => p.Name).ToHashSet());
        Assert.All(catalog.Types, t => Assert.Contains(t.Outputs.Members, m => m is { Name: "id", Required: true }));
    }

    /// <summary>With the environment variable MCIACC_BASELINES=write the files are put into canonical form instead (docs/snapshots.md).</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Snapshot_IsInItsCanonicalForm(string name)
    {
        var path = Path.Combine(Repository.Root, "schemas", name);
        var content = File.ReadAllText(path);
        var canonical = SnapshotWriter.Write(SnapshotReader.Read(new SnapshotSource(name, content)).Snapshot!);
        if (Environment.GetEnvironmentVariable("MCIACC_BASELINES") == "write") File.WriteAllText(path, canonical);
        else Assert.Equal(canonical, content);
    }

    [Theory]
    [InlineData("aws", "aws:ec2:instance aws:rds:instance aws:vpc:securityGroup aws:vpc:subnet aws:vpc:vpc")]
    [InlineData("docker", "docker:container:container docker:image:build docker:image:pull docker:network:network docker:volume:volume")]
    public void Snapshot_HasItsTypes(string provider, string tokens) => Assert.Equal(tokens, Tokens(provider));

    private static string Tokens(string provider) => string.Join(' ', SnapshotReader.Read(new SnapshotSource(
        provider, File.ReadAllText(Path.Combine(Repository.Root, "schemas", provider + ".mcp.json")))).Types.Select(t => t.Token).Order(StringComparer.Ordinal));
}
