using McpIac.Conformance.Tests.Documentation;
using McpIac.Providers.Twin;
using McpIac.Schemas.Snapshots;

namespace McpIac.Conformance.Tests.Runs;

/// <summary>Types as rich as real ones: what they refer to is made first, and every committed snapshot's twin reaches its level with properties that are made up.</summary>
public sealed class TwinTests
{
    [Theory]
    [InlineData("aws")]
    [InlineData("docker")]
    [InlineData("opnsense")]
    public async Task Twin_ReachesTheLevelThatItClaims(string provider)
    {
        var file = RepositoryFiles.Path($"schemas/{provider}.mcp.json");
        var schema = CatalogLoader.Load([new SnapshotSource(file, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))]).Catalog.Providers.Single();
        await using var twin = TwinProvider.Create(schema, null);
        var report = await ProviderConformance.RunAsync(twin.ConnectInMemory(), new ConformanceOptions(Only: [.. ProviderConformance.Checks.Where(c => c != "batch.limit")]), TestContext.Current.CancellationToken);
        Assert.True(report.Reaches(4), report.ToString());
        Assert.All(report.Types, t => Assert.Equal(4, t.Level));
    }
}
