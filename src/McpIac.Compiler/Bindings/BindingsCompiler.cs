using McpIac.Compiler.Children;
using McpIac.Compiler.Programs;
using McpIac.Schemas.Bindings;
using McpIac.Schemas.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Diagnostic = McpIac.Schemas.Diagnostics.Diagnostic;

namespace McpIac.Compiler.Bindings;

/// <summary>Compiles the classes of a catalog to one assembly.</summary>
internal static class BindingsCompiler
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14, DocumentationMode.None);

    private static readonly CSharpCompilationOptions Options = new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release,
        deterministic: true, concurrentBuild: true, nullableContextOptions: NullableContextOptions.Disable, reportSuppressedDiagnostics: false,
        metadataImportOptions: MetadataImportOptions.Public, warningLevel: 0, generalDiagnosticOption: ReportDiagnostic.Suppress);

    /// <summary>The assembly; a type whose class doesn't compile is left out with a warning, the others still work.</summary>
    /// <param name="documentation">Gets the XML documentation; without it comments aren't even parsed.</param>
    public static (byte[] Assembly, IReadOnlyList<Diagnostic> Diagnostics) Compile(
        IReadOnlyList<BindingsFile> files, CancellationToken cancellation, MemoryStream? documentation = null)
    {
        var options = documentation is null ? ParseOptions : ParseOptions.WithDocumentationMode(DocumentationMode.Parse);
        var trees = files.AsParallel().AsOrdered().Select(f => CSharpSyntaxTree.ParseText(f.Source, options, f.HintName, cancellationToken: cancellation)).ToList();
        var diagnostics = new List<Diagnostic>();
        while (true)
        {
            var compilation = CSharpCompilation.Create(ProgramLoadContext.BindingsName, trees, PlatformReferences.Few, Options);
            using var stream = new MemoryStream();
            documentation?.SetLength(0);
            var result = compilation.Emit(stream, xmlDocumentationStream: documentation, cancellationToken: cancellation);
            if (result.Success) return (stream.ToArray(), diagnostics);

            var broken = result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error && d.Location.SourceTree is not null)
                .GroupBy(d => d.Location.SourceTree).ToArray();
            if (broken.Length == 0) throw new InvalidOperationException($"The bindings can't be compiled: {result.Diagnostics.FirstOrDefault()}");
            foreach (var errors in broken)
            {
                trees.RemoveAll(t => t == errors.Key);
                diagnostics.Add(ProgramProblems.BindingsBroken(errors.Key?.FilePath.Replace(".g.cs", "", StringComparison.Ordinal) ?? "", errors.First().GetMessage()));
            }
        }
    }
}
