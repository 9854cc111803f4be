using McpIac.Compiler.Bindings;
using McpIac.Compiler.Programs;
using McpIac.Compiler.Tests.Programs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace McpIac.Compiler.Tests.Bindings;

/// <summary>What editors' C# script support is given.</summary>
public sealed class EditorBindingsTests
{
    [Fact]
    public void TheResponseFile_MakesAScriptCompileAsEditorsDo()
    {
        using var folder = new ProgramFolder();
        var (catalog, _) = ProgramCompiler.LoadCatalog(Path.Combine(folder.Root, "schemas"));
        var (files, diagnostics) = EditorBindings.Write(catalog, Path.Combine(folder.Root, "editor"), TestContext.Current.CancellationToken);
        Assert.Empty(diagnostics);
        Assert.All(files, f => Assert.True(File.Exists(f)));

        var arguments = CSharpCommandLineParser.Script.Parse([$"@{Path.Combine(folder.Root, "editor", EditorBindings.ResponseFile)}"], folder.Root, sdkDirectory: null);
        Assert.Empty(arguments.Errors);
        var references = arguments.MetadataReferences.Select(r => MetadataReference.CreateFromFile(r.Reference))
            .Concat(((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal)).Select(p => MetadataReference.CreateFromFile(p)));
        var tree = CSharpSyntaxTree.ParseText("""
            Deployment("x");
            var vlan = new Net.Core.Vlan("v") { Tag = 150 };
            Output("id", vlan.Id);
            """, new CSharpParseOptions(LanguageVersion.CSharp14, kind: SourceCodeKind.Script), cancellationToken: TestContext.Current.CancellationToken);
        var compilation = CSharpCompilation.CreateScriptCompilation("s", tree, references, arguments.CompilationOptions.WithOutputKind(OutputKind.DynamicallyLinkedLibrary));
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity >= DiagnosticSeverity.Warning));
    }

    [Fact]
    public void Documentation_ComesWithTheAssembly()
    {
        using var folder = new ProgramFolder();
        var (catalog, _) = ProgramCompiler.LoadCatalog(Path.Combine(folder.Root, "schemas"));
        EditorBindings.Write(catalog, folder.Root, TestContext.Current.CancellationToken);
        Assert.Contains("T:Net.Core.Vlan", File.ReadAllText(Path.Combine(folder.Root, "McpIac.Bindings.xml")), StringComparison.Ordinal);
        Assert.Contains("T:McpIac.Dsl.Resource", File.ReadAllText(Path.Combine(folder.Root, "McpIac.Dsl.xml")), StringComparison.Ordinal);
    }
}
