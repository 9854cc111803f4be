using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace McpIac.Generators.Tests;

/// <summary>A project with snapshots, generated in memory; each edit generates again with what the driver kept.</summary>
internal sealed class Generation
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal)).Select(p => MetadataReference.CreateFromFile(p)),
        MetadataReference.CreateFromFile(typeof(Dsl.Resource).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Schemas.Data.Datum).Assembly.Location),
    ];

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    private readonly Dictionary<string, AdditionalText> texts;
    private GeneratorDriver driver;
    private CSharpCompilation compilation;

    public Generation(params (string Path, string? Content)[] snapshots)
    {
        // As strict as a project can be: every warning, undocumented members too.
        compilation = CSharpCompilation.Create("Project", [CSharpSyntaxTree.ParseText("class A { }", ParseOptions)], References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999));
        texts = snapshots.ToDictionary(s => s.Path, s => (AdditionalText)new SnapshotText(s.Path, s.Content));
        driver = CSharpGeneratorDriver.Create(
            [new BindingsGenerator().AsSourceGenerator()], [.. snapshots.Select(s => texts[s.Path])],
            ParseOptions, driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        driver = driver.RunGenerators(compilation);
    }

    public GeneratorRunResult Result => driver.GetRunResult().Results.Single();

    public IEnumerable<string> HintNames => Result.GeneratedSources.Select(s => s.HintName).Order(StringComparer.Ordinal);

    public IEnumerable<string> Diagnostics => Result.Diagnostics.Select(d => $"{d.Id} {d.Location.GetLineSpan().Path}({d.Location.GetLineSpan().StartLinePosition}) {d.GetMessage()}");

    /// <summary>Warnings and errors of the project with its generated classes.</summary>
    public IEnumerable<string> CompilerDiagnostics => compilation.AddSyntaxTrees(Result.GeneratedSources.Select(s => s.SyntaxTree))
        .GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(d => d.ToString());

    public void EditSource(string source)
    {
        compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], CSharpSyntaxTree.ParseText(source, ParseOptions));
        driver = driver.RunGenerators(compilation);
    }

    public void EditSnapshot(string path, string content)
    {
        var edited = new SnapshotText(path, content);
        driver = driver.ReplaceAdditionalText(texts[path], edited).RunGenerators(compilation);
        texts[path] = edited;
    }

    /// <summary>What became of each output of a step in the last run.</summary>
    public IEnumerable<IncrementalStepRunReason> Reasons(string step) => Result.TrackedSteps[step].SelectMany(s => s.Outputs).Select(o => o.Reason);

    /// <summary>The outputs of a step in the last run, with what became of each.</summary>
    public IEnumerable<(T Value, IncrementalStepRunReason Reason)> Outputs<T>(string step) =>
        Result.TrackedSteps[step].SelectMany(s => s.Outputs).Select(o => ((T)o.Value, o.Reason));
}
