using System.Reflection;
using McpIac.Schemas.Bindings;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Snapshots;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace McpIac.Schemas.Tests.Bindings;

/// <summary>Bindings, compiled as a consumer with the strictest settings would: documentation on, nullable on, every warning counted.</summary>
internal static class Compiled
{
    private static readonly MetadataReference[] Platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator).Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal))
        .Select(p => (MetadataReference)MetadataReference.CreateFromFile(p)).ToArray();

    private static readonly MetadataReference[] References =
        [.. Platform, MetadataReference.CreateFromFile(typeof(Dsl.Resource).Assembly.Location), MetadataReference.CreateFromFile(typeof(Catalog).Assembly.Location)];

    public static Catalog Catalog(params string[] snapshots)
    {
        var (catalog, diagnostics) = CatalogLoader.Load(snapshots.Select((s, i) => new SnapshotSource($"{i}.mcp.json", s)));
        Assert.Empty(diagnostics);
        return catalog;
    }

    /// <summary>The compiled bindings; fails on any warning or error in them or in <paramref name="program"/>.</summary>
    public static Assembly Assembly(Catalog catalog, string program = "") => System.Reflection.Assembly.Load(Image(catalog, program));

    /// <summary>The compiled bindings, read back from their metadata.</summary>
    public static CSharpCompilation Symbols(Catalog catalog) =>
        CSharpCompilation.Create("Reader", references: [.. References, MetadataReference.CreateFromImage(Image(catalog, ""))]);

    private static byte[] Image(Catalog catalog, string program)
    {
        var compilation = Compilation(catalog, program);
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        Assert.Empty(result.Diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(d => d.ToString()));
        return stream.ToArray();
    }

    public static CSharpCompilation Compilation(Catalog catalog, string program)
    {
        var parse = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp14).WithDocumentationMode(DocumentationMode.Diagnose);
        var trees = BindingsWriter.Write(catalog).Select(f => CSharpSyntaxTree.ParseText(f.Source, parse, f.HintName)).ToList();
        if (program.Length > 0) trees.Add(CSharpSyntaxTree.ParseText(program, parse, "program.cs"));
        var kind = program.Length > 0 ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        return CSharpCompilation.Create("Bindings", trees, References, new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable));
    }
}
