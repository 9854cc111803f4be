using System.Collections.Concurrent;
using CsCheck;
using McpIac.Compiler.Conversion;
using McpIac.Compiler.Conversion.CSharp;
using McpIac.Compiler.Documents;
using McpIac.Compiler.Programs;
using McpIac.Compiler.Sources;
using McpIac.Compiler.Tests.Binding;
using McpIac.Compiler.Tests.Programs;
using McpIac.Dsl.Deployments;
using McpIac.Plans.Binding;
using McpIac.Schemas.Data;

namespace McpIac.Compiler.Tests.Conversion;

/// <summary>Whatever a deployment consists of, what is written of it means the same.</summary>
public sealed class ConversionLawTests
{
    [Theory]
    [InlineData(".yaml")]
    [InlineData(".json")]
    public void ADocument_MeansTheSame(string extension) => GeneratedDeployments.Any(8).Sample(deployment =>
    {
        var source = Bound(deployment);
        var (document, problems) = new DocumentBuilder(deployment, "YAML").Build();
        Assert.Empty(problems);
        var text = extension == ".json" ? document.ToString() : YamlWriter.Write(document, "resources", "outputs");
        var read = DocumentFrontEnd.Read(new SourceText("a" + extension, text), "other", new Dictionary<string, Dsl.Parameters.GivenParameter>(), DocumentFiles.OfDisk);
        Assert.True(read.Diagnostics.Count == 0, $"{text}\n{string.Join('\n', read.Diagnostics)}");
        AssertSame(source, Form(ProgramCompiler.Bind(read, NetworkCatalog.Catalog).Deployment!), text);
    }, iter: 400);

    // Compiling takes long, so there are few scripts, each with much in it.
    [Fact]
    public async Task AScript_MeansTheSame()
    {
        var samples = new ConcurrentBag<DeclaredDeployment>();
        GeneratedDeployments.Any(40).Sample(samples.Add, iter: 4, threads: 1);
        using var folder = new ProgramFolder();
        foreach (var deployment in samples)
        {
            var bound = ProgramCompiler.Bind(new DeclaredProgram(deployment, SourceMap.Empty, []), NetworkCatalog.Catalog).Deployment!;
            var (text, problems) = new CSharpWriter(NetworkCatalog.Catalog, deployment, bound).Write();
            Assert.Empty(problems);
            folder.Put("infra.csx", text);
            var read = await folder.CompileAsync();
            Assert.True(read.Deployment is not null, $"{folder.Lines(read)}\n{text}");
            AssertSame(Form(bound), Form(read.Deployment!), text);
        }
    }

    private static void AssertSame(string expected, string actual, string text)
    {
        if (expected == actual) return;
        var (a, b) = (expected.Split('\n'), actual.Split('\n'));
        var at = a.Zip(b).TakeWhile(l => l.First == l.Second).Count();
        Assert.Fail($"{string.Join('\n', a.Skip(at - 3).Take(25))}\n≠\n{string.Join('\n', b.Skip(at - 3).Take(25))}\n{text}");
    }

    private static string Bound(DeclaredDeployment deployment)
    {
        var (bound, problems) = ProgramCompiler.Bind(new DeclaredProgram(deployment, SourceMap.Empty, []), NetworkCatalog.Catalog);
        Assert.True(bound is not null, string.Join('\n', problems));
        return Form(bound!);
    }

    private static string Form(BoundDeployment deployment) => DatumWriter.Write(BoundDeploymentJson.Write(deployment), sortKeys: false, indent: true);
}
