using McpIac.Compiler.Bindings;
using McpIac.Compiler.Tests.Binding;
using McpIac.Schemas.Bindings;

namespace McpIac.Compiler.Tests.Bindings;

public sealed class BindingsCompilerTests
{
    [Fact]
    public void ClassThatDoesNotCompile_IsLeftOutWithAWarning()
    {
        var files = BindingsWriter.Write(NetworkCatalog.Catalog).Append(new BindingsFile("Net.Core.Broken.g.cs", "namespace Net.Core; public class Broken : Nothing { }")).ToArray();
        var (assembly, diagnostics) = BindingsCompiler.Compile(files, TestContext.Current.CancellationToken);
        Assert.NotEmpty(assembly);
        Assert.StartsWith("MCI1005 The C# class of Net.Core.Broken can't be compiled, so scripts can't use it: ", NetworkCatalog.Line(Assert.Single(diagnostics)), StringComparison.Ordinal);
    }

    [Fact]
    public void OneCatalog_GivesTheSameAssemblyEachTime()
    {
        var files = BindingsWriter.Write(NetworkCatalog.Catalog);
        Assert.Equal(BindingsCompiler.Compile(files, TestContext.Current.CancellationToken).Assembly, BindingsCompiler.Compile(files, TestContext.Current.CancellationToken).Assembly);
    }
}
