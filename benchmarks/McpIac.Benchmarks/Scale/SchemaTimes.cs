using System.Diagnostics;
using System.Globalization;
using McpIac.Schemas.Bindings;
using McpIac.Schemas.Snapshots;

namespace McpIac.Benchmarks.Scale;

/// <summary>Reading many snapshots and writing their classes, the first time in a process, when everything is still to be compiled, and later.</summary>
internal static class SchemaTimes
{
    private const int Runs = 31;

    public static int Run()
    {
        var sources = ManyServers.Snapshots();
        var times = new List<(Cost Read, Cost Write)>();
        var (types, characters) = (0, 0L);
        for (var i = 0; i < Runs; i++)
        {
            var (catalog, read) = Measure(() => CatalogLoader.Load(sources).Catalog);
            var (files, write) = Measure(() => BindingsWriter.Write(catalog));
            times.Add((read, write));
            (types, characters) = (files.Count, files.Sum(f => (long)f.Source.Length));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{ManyServers.Tools} tools in {sources.Count} snapshots, {sources.Sum(s => s.Content.Length) / 1e6:0.0} MB: {types} types, {characters / 1e6:0.0} MB of C#"));
        Console.WriteLine("| | read ms | its CPU ms | write ms | its CPU ms |");
        Console.WriteLine("|---|---|---|---|---|");
        Line("first in the process", times[0].Read, times[0].Write);
        var later = times.Skip(Runs / 3).ToArray();
        Line("later, median", Median(later.Select(t => t.Read)), Median(later.Select(t => t.Write)));
        return 0;
    }

    private static (T Result, Cost Cost) Measure<T>(Func<T> work)
    {
        var (cpu, wall) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        var result = work();
        return (result, new Cost(Stopwatch.GetElapsedTime(wall).TotalMilliseconds, (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds));
    }

    private static void Line(string name, Cost read, Cost write) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {read.Wall:0} | {read.Cpu:0} | {write.Wall:0} | {write.Cpu:0} |"));

    private static Cost Median(IEnumerable<Cost> costs) => new(Median(costs.Select(c => c.Wall)), Median(costs.Select(c => c.Cpu)));

    private static double Median(IEnumerable<double> figures) => figures.Order().ElementAt(figures.Count() / 2);

    private readonly record struct Cost(double Wall, double Cpu);
}
