using System.Globalization;

namespace McpIac.Benchmarks.Processes;

/// <summary>Whole commands as a user runs them, each in a fresh copy of its program; medians over several runs.</summary>
internal static class ProcessBenchmarks
{
    private const int Runs = 5;

    public static int Run(IReadOnlyList<string> args)
    {
        string[] mciacc = args.Count > 0 ? [.. args] : ["dotnet", Path.Combine(AppContext.BaseDirectory, "mciacc.dll")];
        var root = Directory.CreateTempSubdirectory("mciacc-bench-").FullName;
        try
        {
            Console.WriteLine("| command | wall s | CPU s | peak MiB |");
            Console.WriteLine("|---|---|---|---|");
            Sample(mciacc, root);
            foreach (var count in new[] { 100, 1_000 }) Generated(mciacc, root, count);
            foreach (var count in new[] { 1_000, 10_000 }) Statements(mciacc, root, count);
            return 0;
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static void Sample(string[] mciacc, string root)
    {
        var folder = Path.Combine(root, "customer-portal");
        CopyFolder(Path.Combine(Checkout.Root, "samples", "customer-portal"), folder);
        CopyFolder(Checkout.Schemas, Path.Combine(folder, "schemas"));
        var script = Path.Combine(folder, "infra.csx");
        Measure("build, cold (no bindings, no model)", folder, [.. mciacc, "build", "infra.csx"], () => Remove(Path.Combine(folder, ".mciacc")));
        Measure("build, bindings cached, script edited", folder, [.. mciacc, "build", "infra.csx"], () => File.AppendAllText(script, "// edited\n"));
        Measure("build, nothing changed", folder, [.. mciacc, "build", "infra.csx"], () => { });
        Measure("plan --twin, nothing changed, empty state", folder, [.. mciacc, "plan", "infra.csx", "--twin"], () => { });
    }

    private static void Generated(string[] mciacc, string root, int count)
    {
        var folder = Path.Combine(root, "generated-" + count);
        CopyFolder(Checkout.Schemas, Path.Combine(folder, "schemas"));
        File.WriteAllText(Path.Combine(folder, "infra.csx"), GeneratedProgram.Text(count));
        void Fresh()
        {
            Remove(Path.Combine(folder, ".mciacc"));
            ProcessTimer.Run([.. mciacc, "build", "infra.csx"], folder);
        }

        Measure($"plan --twin of {count} new", folder, [.. mciacc, "plan", "infra.csx", "--twin"], Fresh);
        Measure($"apply --twin of {count} new", folder, [.. mciacc, "apply", "infra.csx", "--twin", "--yes"], Fresh);
        Measure($"apply --twin of {count}, no changes", folder, [.. mciacc, "apply", "infra.csx", "--twin", "--yes"], () => { });
        Measure($"destroy --twin of {count}", folder, [.. mciacc, "destroy", "infra.csx", "--twin", "--yes"],
            () => ProcessTimer.Run([.. mciacc, "apply", "infra.csx", "--twin", "--yes"], folder));
    }

    private static void Statements(string[] mciacc, string root, int count)
    {
        var folder = Path.Combine(root, "statements-" + count);
        CopyFolder(Checkout.Schemas, Path.Combine(folder, "schemas"));
        var script = Path.Combine(folder, "infra.csx");
        File.WriteAllText(script, GeneratedProgram.Statements(count));
        Measure($"build of {count} statements, edited", folder, [.. mciacc, "build", "infra.csx"], () => File.AppendAllText(script, "// edited\n"));
    }

    private static void Measure(string name, string folder, string[] command, Action before)
    {
        var runs = new List<Measurement>();
        for (var i = 0; i <= Runs; i++)
        {
            before();
            var run = ProcessTimer.Run(command, folder);
            if (i > 0) runs.Add(run); // the first warms the disk
        }

        var failed = runs.Count(r => r.ExitCode != 0);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {name}{(failed > 0 ? $" ({failed} of {Runs} failed)" : "")} | {Median(runs, r => r.Wall):0.00} | {Median(runs, r => r.Cpu):0.00} | {Median(runs, r => r.PeakMiB):0} |"));
    }

    private static double Median(IEnumerable<Measurement> runs, Func<Measurement, double> figure) => runs.Select(figure).Order().ElementAt(Runs / 2);

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.GetDirectories(from).Where(f => Path.GetFileName(f) is not (".mciacc" or "out")))
        {
            CopyFolder(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }
}
