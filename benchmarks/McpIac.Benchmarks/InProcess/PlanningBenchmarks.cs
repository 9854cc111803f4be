using BenchmarkDotNet.Attributes;
using McpIac.Dsl.Expressions;
using McpIac.Plans.Binding;
using McpIac.Plans.Planning;
using McpIac.Plans.States;
using McpIac.Schemas.Bindings;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Snapshots;

namespace McpIac.Benchmarks.InProcess;

/// <summary>The pure stages: reading snapshots, writing bindings, planning.</summary>
[MemoryDiagnoser]
public class PlanningBenchmarks
{
    private SnapshotSource[] sources = [];
    private Catalog catalog = new([]);
    private BoundDeployment deployment = new("empty", [], [], new Dictionary<string, string>());

    [Params(1_000, 10_000)]
    public int Resources { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        sources = [.. Directory.GetFiles(Checkout.Schemas, "*.mcp.json").Select(f => new SnapshotSource(f, File.ReadAllText(f)))];
        catalog = CatalogLoader.Load(sources).Catalog;
        var type = catalog.Find("aws:ec2:instance") ?? throw new InvalidOperationException("schemas/aws.mcp.json has no aws:ec2:instance");
        deployment = new BoundDeployment("bench", [.. Enumerable.Range(0, Resources).Select(i => Resource(type, i))], [], new Dictionary<string, string>());
    }

    [Benchmark]
    public int LoadCatalog() => CatalogLoader.Load(sources).Catalog.Providers.Count;

    [Benchmark]
    public int WriteBindings() => BindingsWriter.Write(catalog).Count;

    [Benchmark]
    public int PlanOfNew() => PlanBuilder.Build(deployment, DeploymentState.Empty("bench"), catalog).Plan?.Steps.Count ?? 0;

    // Ten chains side by side, so that references and depth both count.
    private static BoundResource Resource(ResourceType type, int i)
    {
        var urn = $"bench/aws:ec2:instance/app-{i}";
        var properties = new Dictionary<string, Expression>
        {
            ["instanceType"] = new Literal(Datum.Of("t3.medium")),
            ["imageId"] = new Literal(Datum.Of("ami-12345")),
        };
        if (i < 10) return new BoundResource(urn, $"app-{i}", type, properties, [], null);
        var before = $"bench/aws:ec2:instance/app-{i - 10}";
        properties["subnetId"] = new Reference(before, ["subnetId"]);
        return new BoundResource(urn, $"app-{i}", type, properties, [before], null);
    }
}
