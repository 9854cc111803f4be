using BenchmarkDotNet.Attributes;
using McpIac.Benchmarks.Scale;
using McpIac.Schemas.Bindings;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Snapshots;

namespace McpIac.Benchmarks.InProcess;

/// <summary>2,104 tools of plain servers: read into types, and written as classes.</summary>
[MemoryDiagnoser]
public class SchemaBenchmarks
{
    private IReadOnlyList<SnapshotSource> sources = [];
    private Catalog catalog = new([]);

    [GlobalSetup]
    public void Setup()
    {
        sources = ManyServers.Snapshots();
        catalog = CatalogLoader.Load(sources).Catalog;
    }

    [Benchmark]
    public int ReadTools() => CatalogLoader.Load(sources).Catalog.Providers.Count;

    [Benchmark]
    public int WriteClasses() => BindingsWriter.Write(catalog).Count;
}
