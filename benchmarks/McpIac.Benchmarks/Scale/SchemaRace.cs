using System.Globalization;
using McpIac.Benchmarks.Processes;
using McpIac.Schemas.Bindings;
using McpIac.Schemas.Data;
using McpIac.Schemas.Snapshots;

namespace McpIac.Benchmarks.Scale;

/// <summary>
/// 1,000 tools' input schemas into types: a process of ours beside quicktype and json-schema-to-typescript, which npm installed into a folder; each reads files and
/// writes files, in turns, medians of five.
/// </summary>
internal static class SchemaRace
{
    private const int Schemas = 1_000;
    private const int Runs = 5;

    public static int Run(string npm)
    {
        var root = Directory.CreateTempSubdirectory("mciacc-race-").FullName;
        var tools = Tools(Path.Combine(npm, "node_modules", ".bin", "quicktype"), root);
        Write(tools, root);
        string[] files = [.. Enumerable.Range(0, Schemas).Select(i => $"schemas/tool{i}.json")];
        string Bin(string name) => Path.GetFullPath(Path.Combine(npm, "node_modules", ".bin", name));
        (string Name, string[] Command)[] racers =
        [
            ("McpIac: classes with documentation and constraints", ["dotnet", typeof(SchemaRace).Assembly.Location, "generate", "snapshots", "classes"]),
            ("quicktype to C#", [Bin("quicktype"), "-s", "schema", "-l", "csharp", "-o", "quicktype.cs", .. files]),
            ("json-schema-to-typescript", [Bin("json2ts"), "-i", "schemas", "-o", "typescript"]),
            ("json-schema-to-typescript, not formatted", [Bin("json2ts"), "-i", "schemas", "-o", "typescript", "--format=false"]),
        ];
        var runs = Enumerable.Range(0, Runs).SelectMany(_ => racers.Select(r => (r.Name, Cost: ProcessTimer.Run(r.Command, root)))).ToLookup(r => r.Name, r => r.Cost);
        Console.WriteLine($"{Schemas} schemas\n| | wall s | CPU s |\n|---|---|---|");
        foreach (var (name, _) in racers)
        {
            var failed = runs[name].Any(r => r.ExitCode != 0) ? " (failed)" : "";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name}{failed} | {Median(runs[name].Select(r => r.Wall)):0.00} | {Median(runs[name].Select(r => r.Cpu)):0.00} |"));
        }

        Directory.Delete(root, recursive: true);
        return 0;
    }

    /// <summary>Our process: snapshots → C# files.</summary>
    public static int Generate(string snapshots, string classes)
    {
        Directory.CreateDirectory(classes);
        var catalog = CatalogLoader.Load(Directory.GetFiles(snapshots).Select(f => new SnapshotSource(f, File.ReadAllText(f)))).Catalog;
        foreach (var file in BindingsWriter.Write(catalog)) File.WriteAllText(Path.Combine(classes, file.HintName), file.Source);
        return 0;
    }

    // Without those that quicktype refuses ("an impossible type"): it stops at the first.
    private static Datum[] Tools(string quicktype, string root)
    {
        var all = ManyServers.Snapshots().SelectMany(s => DatumReader.Read(s.Content).Value?["tools"]?.Items ?? []).Where(t => t["inputSchema"]?["properties"] is not null).ToArray();
        var refused = Refused(all.Take(Schemas + 50).ToArray(), quicktype, root).ToHashSet();
        return [.. all.Where(t => !refused.Contains(t)).Take(Schemas)];
    }

    private static IEnumerable<Datum> Refused(Datum[] tools, string quicktype, string root)
    {
        Write(tools, root);
        var run = ProcessTimer.Run([Path.GetFullPath(quicktype), "-s", "schema", "-l", "csharp", "-o", "x.cs", .. tools.Select((_, i) => $"schemas/tool{i}.json")], root);
        if (run.ExitCode == 0) return [];
        return tools.Length == 1 ? tools : Refused(tools[..(tools.Length / 2)], quicktype, root).Concat(Refused(tools[(tools.Length / 2)..], quicktype, root));
    }

    private static void Write(Datum[] tools, string root)
    {
        foreach (var folder in new[] { "schemas", "snapshots" })
        {
            if (Directory.Exists(Path.Combine(root, folder))) Directory.Delete(Path.Combine(root, folder), recursive: true);
            Directory.CreateDirectory(Path.Combine(root, folder));
        }

        for (var i = 0; i < tools.Length; i++)
        {
            var schema = Datum.MapOf([.. (tools[i]["inputSchema"] ?? Datum.EmptyMap).Members.Where(m => m.Key != "title"), new("title", Datum.Of($"Tool{i}"))]);
            File.WriteAllText(Path.Combine(root, "schemas", $"tool{i}.json"), DatumWriter.Write(schema, sortKeys: false));
        }

        // One server with all of them, each under a name of its own.
        var named = tools.Select((t, i) => Datum.MapOf([new("name", Datum.Of($"tool{i}")), new("description", t["description"] ?? Datum.Of("")), new("inputSchema", t["inputSchema"] ?? Datum.EmptyMap)]));
        File.WriteAllText(Path.Combine(root, "snapshots", "many.mcp.json"), DatumWriter.Write(Datum.MapOf([new("tools", Datum.ListOf(named))]), sortKeys: false));
    }

    private static double Median(IEnumerable<double> figures) => figures.Order().ElementAt(Runs / 2);
}
