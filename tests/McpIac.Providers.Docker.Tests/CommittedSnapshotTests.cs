using System.Reflection;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using McpIac.Schemas.Snapshots;
using McpIac.Schemas.Validation;
using ModelContextProtocol.Protocol;

namespace McpIac.Providers.Docker.Tests;

public sealed class CommittedSnapshotTests
{
    private static readonly string Root = typeof(CommittedSnapshotTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "RepositoryRoot").Value!;

    /// <summary>With the environment variable MCIACC_BASELINES=write the file is written instead (CONTRIBUTING.md).</summary>
    [Fact]
    public async Task Snapshot_InSchemas_IsWhatTheServerPublishes()
    {
        var file = Path.Combine(Root, "schemas", "docker.mcp.json");
        var published = SnapshotWriter.Write(new Snapshot("docker", Session.Parse($$"""{ "server": "docker", "version": "{{DockerProvider.Version}}" }"""), [], await TypesAsync(), []));
        if (Environment.GetEnvironmentVariable("MCIACC_BASELINES") == "write") File.WriteAllText(file, published);
        else Assert.Equal(published, File.ReadAllText(file));
    }

    [Fact]
    public async Task EveryProperty_IsDescribed_AndEveryExampleIsValid()
    {
        foreach (var raw in await TypesAsync())
        {
            var (type, diagnostics) = ResourceTypeReader.Read(raw, "docker", "docker");
            Assert.Empty(diagnostics);
            Assert.Empty(Undescribed(type!.Properties).Concat(Undescribed(type.Outputs)).Select(n => $"{type.Token}: {n}"));
            foreach (var example in raw["examples"]?.Items ?? []) Assert.Empty(ShapeValidator.Validate(type.Properties, example));
            foreach (var member in type.Properties.Members)
            {
                foreach (var example in member.Shape.Examples) Assert.Empty(ShapeValidator.Validate(member.Shape, example));
            }
        }
    }

    private async Task<IReadOnlyList<Datum>> TypesAsync()
    {
        await using var session = await Session.StartAsync(".", null, _ => null);
        var result = await session.Client.ReadResourceAsync(Wire.SchemaUri, cancellationToken: TestContext.Current.CancellationToken);
        var document = Session.Parse(Assert.IsType<TextResourceContents>(Assert.Single(result.Contents)).Text);
        return document["types"]!.Items;
    }

    private static IEnumerable<string> Undescribed(Shape shape) =>
        shape.Members.Where(m => m.Shape.Description.Length == 0).Select(m => m.Name)
            .Concat(shape.Members.SelectMany(m => Undescribed(m.Shape)));
}
