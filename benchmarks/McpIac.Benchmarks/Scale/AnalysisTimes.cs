using System.Diagnostics;
using System.Globalization;
using System.Text;
using McpIac.Analyzers;
using McpIac.Benchmarks.Processes;
using McpIac.Compiler.Bindings;
using McpIac.Compiler.Programs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace McpIac.Benchmarks.Scale;

/// <summary>What the analyzers add to the compilation of a script of 1,000 resources, each a statement; the first time in a process, and later.</summary>
internal static class AnalysisTimes
{
    private const int Runs = 15;
    private static readonly string[] Namespaces = ["System", "System.Collections.Generic", "System.Linq", "McpIac.Dsl"];

    public static int Run()
    {
        var folder = Directory.CreateTempSubdirectory("mciacc-analysis-").FullName;
        EditorBindings.Write(ProgramCompiler.LoadCatalog(Checkout.Schemas).Catalog, folder, CancellationToken.None);
        MetadataReference[] references = [.. ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(p).StartsWith("McpIac.", StringComparison.Ordinal))
            .Append(Path.Combine(folder, "McpIac.Bindings.dll")).Select(p => MetadataReference.CreateFromFile(p))];
        var text = GeneratedProgram.Statements(1_000);
        var (emits, checks) = (new List<double>(), new List<double>());
        for (var i = 0; i < Runs; i++)
        {
            emits.Add(Milliseconds(() =>
            {
                using var assembly = new MemoryStream();
                var result = Compilation(text, references).Emit(assembly);
                if (!result.Success) throw new InvalidOperationException(result.Diagnostics.First(d => d.Severity == DiagnosticSeverity.Error).ToString());
            }));
            var compilation = Compilation(text, references);
            checks.Add(Milliseconds(() => ProgramCheck.Of(compilation, compilation.SyntaxTrees.Where(t => t.FilePath == "infra.csx"), [], CancellationToken.None)));
        }

        Directory.Delete(folder, recursive: true);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| | compile ms | analyze ms |\n|---|---|---|\n| first in the process | {emits[0]:0} | {checks[0]:0} |\n| later, median | {Median(emits):0} | {Median(checks):0} |"));
        return 0;
    }

    private static CSharpCompilation Compilation(string text, MetadataReference[] references) => CSharpCompilation.Create("program",
        [
            CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(kind: SourceCodeKind.Script), "infra.csx", Encoding.UTF8),
            CSharpSyntaxTree.ParseText(string.Concat(Namespaces.Select(n => $"global using {n};")) + "global using static McpIac.Dsl.Authoring;"),
        ],
        references, new CSharpCompilationOptions(OutputKind.ConsoleApplication, scriptClassName: "Script", concurrentBuild: true));

    private static double Milliseconds(Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(List<double> figures) => figures.Skip(Runs / 3).Order().ElementAt((Runs - Runs / 3) / 2);
}
