using System.Text.RegularExpressions;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Evaluation;
using McpIac.Schemas.Snapshots;
using McpIac.Schemas.Validation;

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
    [MemberData(nameof(Files))]
    public void Snapshot_KeepsToItsPublishedFormat(string name)
    {
        var (format, problems) = JsonSchema.Compile(Read("formats/snapshot.schema.json"), new SchemaOptions { AssertFormats = true });

        Assert.Empty(problems);
        Assert.Empty(format.Validate(Read(name)).Select(v => $"{v.Path} {v.Message}"));
    }

    [Fact]
    public void PublishedFormat_RefusesWhatTheReaderRefuses()
    {
        var format = JsonSchema.Compile(Read("formats/snapshot.schema.json"), new SchemaOptions { AssertFormats = true }).Schema;
        var broken = DatumReader.Read("""
            { "mciacc": 2, "provider": "a b", "tools": [ {} ], "types": [ { "type": "x", "properties": 1, "outputs": {}, "undo": { "create": "no" } } ], "toolsDigest": "x", "extra": 1 }
            """).Value!;

        Assert.Equal(
            ["/extra", "/mciacc", "/provider", "/tools/0/name", "/toolsDigest", "/types/0/properties", "/types/0/type", "/types/0/undo/create"],
            format.Validate(broken).Select(v => v.Path).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("aws", "aws:ec2:instance aws:rds:instance aws:vpc:securityGroup aws:vpc:subnet aws:vpc:vpc")]
    [InlineData("docker", "docker:container:container docker:image:build docker:image:pull docker:network:network docker:volume:volume")]
    [InlineData("local", "local:command local:directory local:file local:httpCheck local:random")]
    [InlineData("postgres", "postgres:database postgres:defaultPrivileges postgres:extension postgres:grant postgres:migration postgres:role postgres:schema postgres:table")]
    [InlineData("opnsense", "opnsense:firewall:alias opnsense:firewall:nat opnsense:firewall:rule opnsense:network:interface opnsense:network:vlan "
        + "opnsense:security:certificate opnsense:security:user opnsense:service:dhcp:range opnsense:service:dhcp:static opnsense:service:dns:override "
        + "opnsense:service:haproxy:backend opnsense:service:haproxy:frontend opnsense:service:haproxy:server")]
    public void Snapshot_HasItsTypes(string provider, string tokens) =>
        Assert.Equal(tokens, string.Join(' ', Types(provider + ".mcp.json").Select(t => t.Token).Order(StringComparer.Ordinal)));

    [Theory]
    [MemberData(nameof(Files))]
    public void ExamplesAndDefaults_KeepToTheirOwnSchemas(string name)
    {
        foreach (var type in Types(name))
        {
            foreach (var example in type.Raw["examples"]?.Items ?? [])
                Assert.Empty(ShapeValidator.Validate(type.Properties, example).Select(v => $"{type.Token}{v.Path} {v.Message}"));
            foreach (var (shape, path) in Parts(type.Properties, type.Token).Concat(Parts(type.Outputs, type.Token)))
            {
                foreach (var value in shape.Default is null ? shape.Examples : shape.Examples.Append(shape.Default))
                    Assert.Empty(ShapeValidator.Validate(shape, value).Select(v => $"{path}{v.Path} {v.Message}"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Sources_OfATwinsValues_NameMembersThatExist(string name)
    {
        var catalog = CatalogLoader.Load(Repository.SnapshotFiles().Select(f => new SnapshotSource(f, File.ReadAllText(f)))).Catalog;
        foreach (var type in Types(name))
        {
            var froms = Parts(type.Properties, type.Token).Concat(Parts(type.Outputs, type.Token)).Select(p => p.Shape.From).OfType<string>();
            foreach (var path in froms.SelectMany(f => Regex.Matches(f, @"\$\{\s*([A-Za-z][A-Za-z0-9.]*)")).Select(m => m.Groups[1].Value))
                Assert.True(Exists(type, path.Split('.'), catalog), $"{type.Token}: ${{{path}}}");
        }
    }

    private static Datum Read(string name) => DatumReader.Read(File.ReadAllText(Path.Combine(Repository.Root, "schemas", name))).Value!;

    private static IReadOnlyList<ResourceType> Types(string name) =>
        SnapshotReader.Read(new SnapshotSource(name, File.ReadAllText(Path.Combine(Repository.Root, "schemas", name)))).Types;

    private static IEnumerable<(Shape Shape, string Path)> Parts(Shape shape, string path) =>
        shape.Members.SelectMany(m => Parts(m.Shape, $"{path}/{m.Name}"))
            .Concat(shape.Element is null ? [] : Parts(shape.Element, path + "/*")).Append((shape, path));

    /// <summary>A member, or through a reference a member of the type that is referred to.</summary>
    private static bool Exists(ResourceType type, string[] path, Catalog catalog)
    {
        var member = type.Outputs.Member(path[0]) ?? type.Properties.Member(path[0]);
        if (member is null || path.Length == 1) return member is not null;
        var targets = member.Shape.References.Concat(member.Shape.Element?.References ?? []).Select(r => catalog.Find(r[..r.IndexOf('#')]));
        return targets.Any(t => t is not null && Exists(t, path[1..], catalog));
    }
}
