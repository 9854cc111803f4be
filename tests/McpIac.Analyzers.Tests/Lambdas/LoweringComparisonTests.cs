using System.Reflection;
using McpIac.Analyzers.Tests.Hosts;
using McpIac.Dsl.Deployments;
using McpIac.Dsl.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace McpIac.Analyzers.Tests.Lambdas;

/// <summary>The analyzers' reading of lambdas against the lowerer's: each lambda is judged by both, and they must agree (MCI0009).</summary>
public sealed class LoweringComparisonTests
{
    private const string Around = """
        public static class Lambdas
        {
            public const string Port = "8080";
            public static readonly string[] Words = ["b", "a"];
            public static readonly Lab.Net.Site site = new("site");
            public static string Decorate(string text) => text + "!";
            public static readonly Func<string, string> Factory = text => text;
            public static string Later(string text) => text;
            public enum Mode { Fast, Safe }
            public sealed class Plain { public Plain() { } public Plain(string name) => Name = name; public string Name { get; set; } = ""; public List<string> Tags { get; } = []; }
        """;

    [Fact]
    public void AnalyzerAndLowerer_AgreeOnEveryLambda()
    {
        var lambdas = ThatCompile([.. LambdaCandidates.OnText.Distinct()]);
        Assert.True(lambdas.Count > 500, $"only {lambdas.Count} lambdas compile");
        var (compilation, tree) = Compile(lambdas);
        var found = ProgramCheck.Of(compilation, [tree], [], TestContext.Current.CancellationToken);
        Assert.DoesNotContain(found, d => d.Id == "MCI3199");
        var reported = found.Where(d => d.Id == "MCI0009").Select(d => LineOf(d.Location)).ToHashSet();
        var first = LineOf(Array.Find([.. tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.MethodDeclarationSyntax>()], m => m.Identifier.Text == "M0")!.GetLocation());
        var lowered = Run(compilation, lambdas.Count);
        var differences = lambdas.Select((lambda, i) => (lambda, Analyzer: reported.Contains(first + i), Lowerer: lowered[i])).Where(l => l.Analyzer != (l.Lowerer is not null) && !IsOfItsValue(l.Lowerer)).ToArray();
        Assert.True(differences.Length == 0, $"{differences.Length} of {lambdas.Count}:\n" + string.Join('\n', differences.Select(d => $"{d.lambda}   analyzer: {d.Analyzer}, lowerer: {d.Lowerer}")));
    }

    // What a part yields when it is computed is seen by the lowerer alone.
    private static bool IsOfItsValue(string? refusal) => refusal is not null
        && (refusal.Contains("computing it while the program runs throws", StringComparison.Ordinal) || refusal.Contains("an object of the C# type", StringComparison.Ordinal) || refusal.Contains("infinite", StringComparison.Ordinal));

    [Fact]
    public void EachMethodOfTheTable_IsLowered_AndNoOther()
    {
        var table = typeof(Dsl.Resource).Assembly.GetType("McpIac.Dsl.Lowering.MethodTable")!.GetMethod("Names")!;
        var families = typeof(Dsl.Resource).Assembly.GetType("McpIac.Dsl.Lowering.MethodFamily")!;
        foreach (var family in Enum.GetValues<MethodFamily>())
        {
            var lowered = (IEnumerable<string>)table.Invoke(null, [Enum.ToObject(families, (int)family)])!;
            Assert.Equal(LowerableMethods.Names(family).Order(StringComparer.Ordinal), lowered.Order(StringComparer.Ordinal));
        }
    }

    private static List<string> ThatCompile(IReadOnlyList<string> lambdas)
    {
        var (compilation, tree) = Compile(lambdas);
        var first = LineOf(tree.GetRoot().DescendantNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.MethodDeclarationSyntax>().First(m => m.Identifier.Text == "M0").GetLocation());
        var broken = compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => LineOf(d.Location) - first).ToHashSet();
        return [.. lambdas.Where((_, i) => !broken.Contains(i))];
    }

    private static (CSharpCompilation Compilation, SyntaxTree Tree) Compile(IReadOnlyList<string> lambdas)
    {
        var methods = lambdas.Select((lambda, i) => $"    public static object M{i}() => site.Zone.Select({lambda});");
        var tree = CSharpSyntaxTree.ParseText($"{Around}\n{string.Join('\n', methods)}\n}}", Bindings.ParseOptions, "Lambdas.cs");
        var prelude = CSharpSyntaxTree.ParseText(Bindings.Prelude, Bindings.ParseOptions);
        return (CSharpCompilation.Create("Lambdas", [tree, prelude], Bindings.All, new(OutputKind.DynamicallyLinkedLibrary)), tree);
    }

    /// <summary>Why the lowerer refuses each, or null.</summary>
    private static string?[] Run(CSharpCompilation compilation, int count)
    {
        using var stream = new MemoryStream();
        Assert.True(compilation.Emit(stream).Success);
        var classes = Assembly.Load(Bindings.Image);
        Assembly? Find(object? sender, ResolveEventArgs wanted) => wanted.Name == classes.FullName ? classes : null;
        AppDomain.CurrentDomain.AssemblyResolve += Find;
        try
        {
            var type = Assembly.Load(stream.ToArray()).GetType("Lambdas")!;
            DeploymentRecorder.Begin("test");
            System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(type.TypeHandle);
            return [.. Enumerable.Range(0, count).Select(i => Refusal(type.GetMethod($"M{i}")!))];
        }
        finally
        {
            AppDomain.CurrentDomain.AssemblyResolve -= Find;
        }
    }

    private static string? Refusal(MethodInfo method)
    {
        var recorder = DeploymentRecorder.Begin("test");
        method.Invoke(null, null);
        return recorder.Finish().Diagnostics.FirstOrDefault(d => d.Id == "MCI0009")?.Message;
    }

    private static int LineOf(Location location) => location.GetLineSpan().StartLinePosition.Line;
}
