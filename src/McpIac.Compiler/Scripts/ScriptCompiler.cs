using System.Text;
using McpIac.Compiler.Bindings;
using McpIac.Compiler.Packages;
using McpIac.Compiler.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;
using Diagnostic = McpIac.Schemas.Diagnostics.Diagnostic;

namespace McpIac.Compiler.Scripts;

/// <summary>
/// Compiles a script: a plain compilation with one tree parsed as a script, because a submission allows neither generated types nor a
/// prelude beside it. This class and what it calls are the only ones that touch Roslyn, so that a warm build never loads it.
/// </summary>
internal static class ScriptCompiler
{
    private static readonly CSharpParseOptions Regular = new(LanguageVersion.CSharp14, DocumentationMode.None);
    private static readonly CSharpParseOptions Script = Regular.WithKind(SourceCodeKind.Script);

    /// <summary>Errors that a name from an assembly outside the usual few would cause.</summary>
    private static readonly HashSet<string> NameNotFound = ["CS0103", "CS0234", "CS0246", "CS0012", "CS1069", "CS1061", "CS0117", "CS0400", "CS0518", "CS1705", "CS7069"];

    // What the compiler leaves of a script so long (in characters) would lie about for the rest of the run, three times as much as all else needs.
    private const int WorthCollecting = 200_000;

    public static CompiledProgram Compile(string path, string text, string bindings, PackageResolver packages, CancellationToken cancellation)
    {
        var loads = new ScriptSources(FolderOf(path), (_, source) => source);
        var references = new ScriptReferences(packages, FolderOf(path));
        var tree = Parse(path, text, cancellation);
        var compilation = Create([tree, PreludeTree(Usings.Prelude)], PlatformReferences.Few, bindings, loads, references);
        var (emitted, assembly, errors, found) = EmitAndAnalyze(path, compilation, cancellation);
        if (assembly is null && errors.Any(e => NameNotFound.Contains(e.Id)))
        {
            compilation = Create([tree, PreludeTree(Usings.Prelude)], PlatformReferences.All, bindings, loads, references);
            (emitted, assembly, errors, found) = EmitAndAnalyze(path, compilation, cancellation);
        }

        IReadOnlyList<Diagnostic> diagnostics = [.. new CompilerMessages(emitted, loads, references).Translate(errors), .. found];
        if (diagnostics.Any(d => d.Severity == Schemas.Diagnostics.Severity.Error)) assembly = null;
        return new CompiledProgram(assembly, references.Files, [path, ScriptAnalysis.BaselineOf(path), .. loads.Files.Distinct(), .. references.Files],
            assembly is null ? SourceMap.Empty : SourceMapBuilder.Build(ScriptsOf(compilation), cancellation), diagnostics);
    }

    /// <summary>The script with a note of the current line before every statement; null when it doesn't compile that way.</summary>
    /// <returns>The assembly and the files its notes number.</returns>
    public static (byte[]? Assembly, IReadOnlyList<string> Files) CompileInstrumented(string path, string text, string bindings, PackageResolver packages, CancellationToken cancellation)
    {
        var notes = new LineNotes(Script);
        var loads = new ScriptSources(FolderOf(path), notes.Rewrite);
        var references = new ScriptReferences(packages, FolderOf(path));
        CSharpCompilation Make(IEnumerable<MetadataReference> platform) => Create(
            [Parse(path, notes.Rewrite(path, text), cancellation), PreludeTree(Usings.Prelude), PreludeTree(LineNotes.Class)], platform, bindings, loads, references);
        var assembly = Emit(Make(PlatformReferences.All), cancellation).Assembly;
        return (assembly, notes.Files);
    }

    // Side by side, since a script's statements are one method to the compiler, which takes them one after the other. What doesn't compile isn't analyzed: most
    // of what there would be to say follows from its errors.
    private static (CSharpCompilation Emitted, byte[]? Assembly, IReadOnlyList<Microsoft.CodeAnalysis.Diagnostic> Problems, IReadOnlyList<Diagnostic> Found) EmitAndAnalyze(
        string path, CSharpCompilation compilation, CancellationToken cancellation)
    {
        // Loads and references are resolved before, by resolvers that know of one thread only.
        var scripts = ScriptsOf(compilation);
        _ = compilation.GetSpecialType(SpecialType.System_Object);
        var analysis = Task.Run(() => ScriptAnalysis.Find(path, compilation, scripts, cancellation), cancellation);
        var emitted = Divided(path, compilation, scripts, cancellation);
        var (assembly, problems) = emitted is null ? default : Emit(emitted, cancellation);
        if (assembly is null) (assembly, problems) = Emit(emitted = compilation, cancellation);
        var found = assembly is null ? [] : analysis.GetAwaiter().GetResult();
        if (scripts.Sum(s => s.Length) > WorthCollecting) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return (emitted ?? compilation, assembly, problems, found);
    }

    /// <summary>A long script as several methods, every line and column what it was; null when it isn't long. Should it not compile, what is wrong is said of the script as written.</summary>
    private static CSharpCompilation? Divided(string path, CSharpCompilation compilation, IEnumerable<SyntaxTree> scripts, CancellationToken cancellation)
    {
        var script = scripts.First(s => s.FilePath == path);
        return LongScript.Divide(script, cancellation) is { } text ? compilation.ReplaceSyntaxTree(script, Parse(path, text, cancellation)) : null;
    }

    private static SyntaxTree[] ScriptsOf(CSharpCompilation compilation) => [.. compilation.SyntaxTrees.Where(t => t.Options.Kind == SourceCodeKind.Script)];

    private static string FolderOf(string path) => Path.GetDirectoryName(path) ?? Path.GetPathRoot(path) ?? path;

    private static SyntaxTree Parse(string path, string text, CancellationToken cancellation) =>
        CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), Script, path, cancellation);

    private static SyntaxTree PreludeTree(string source) => CSharpSyntaxTree.ParseText(SourceText.From(source, Encoding.UTF8), Regular);

    // Without nullable analysis a long script compiles in half the time; debug code keeps every line exact in a stack trace.
    private static CSharpCompilation Create(IEnumerable<SyntaxTree> trees, IEnumerable<MetadataReference> platform, string bindings,
        ScriptSources loads, ScriptReferences references) =>
        CSharpCompilation.Create("program-" + Guid.NewGuid().ToString("N"), trees, platform.Append(MetadataReference.CreateFromFile(bindings)),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, scriptClassName: "Script", optimizationLevel: OptimizationLevel.Debug,
                sourceReferenceResolver: loads, metadataReferenceResolver: references, concurrentBuild: true,
                nullableContextOptions: NullableContextOptions.Disable, metadataImportOptions: MetadataImportOptions.Public));

    private static (byte[]? Assembly, IReadOnlyList<Microsoft.CodeAnalysis.Diagnostic> Problems) Emit(CSharpCompilation compilation, CancellationToken cancellation)
    {
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.Embedded), cancellationToken: cancellation);
        return (result.Success ? stream.ToArray() : null, result.Diagnostics);
    }
}
