using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;

namespace McpIac.Analyzers.Tests.Hosts;

/// <summary>Runs the analyzer on a program whose markup says what it must find: <c>Tag = {|MCI2005:5000|}</c>; without markup, nothing.</summary>
internal static class Verify
{
    public static Task Program(string source) => Test(source, []).RunAsync(TestContext.Current.CancellationToken);

    /// <param name="messages">Of the places marked <c>{|#0:…|}</c>, <c>{|#1:…|}</c> …, each with its id: <c>MCI2005 tag of …</c>.</param>
    public static Task Program(string source, params string[] messages) => Test(source, messages).RunAsync(TestContext.Current.CancellationToken);

    /// <summary>The same of a script's file: each place marked <c>[|…|]</c> has one of the messages, in their order, and nothing else is found.</summary>
    public static void Script(string source, params string[] messages)
    {
        TestFileMarkupParser.GetSpans(source, out var text, out ImmutableArray<TextSpan> plain);
        var cancellation = TestContext.Current.CancellationToken;
        var tree = CSharpSyntaxTree.ParseText(text, Bindings.ParseOptions.WithKind(SourceCodeKind.Script), "infra.csx", cancellationToken: cancellation);
        var prelude = CSharpSyntaxTree.ParseText(Bindings.Prelude, Bindings.ParseOptions, cancellationToken: cancellation);
        var compilation = CSharpCompilation.Create("Script", [tree, prelude], Bindings.All, new(OutputKind.ConsoleApplication, scriptClassName: "Script"));
        Assert.Empty(compilation.GetDiagnostics(cancellation).Where(d => d.Severity == DiagnosticSeverity.Error));
        var found = ProgramCheck.Of(compilation, [tree], [], cancellation).OrderBy(d => d.Location.SourceSpan.Start).ToArray();
        Assert.Equal(plain.Zip(messages), found.Select(d => (d.Location.SourceSpan, $"{d.Id} {d.GetMessage(CultureInfo.InvariantCulture)}")));
        Assert.Equal(plain.Length, messages.Length);
    }

    private static CSharpAnalyzerTest<ProgramAnalyzer, DefaultVerifier> Test(string source, string[] messages)
    {
        var test = new CSharpAnalyzerTest<ProgramAnalyzer, DefaultVerifier> { TestCode = source, ReferenceAssemblies = None };
        Prepare(test);
        var severities = new ProgramAnalyzer().SupportedDiagnostics.ToDictionary(d => d.Id, d => d.DefaultSeverity);
        for (var i = 0; i < messages.Length; i++)
        {
            var (id, message) = (messages[i][..7], messages[i][8..]);
            test.ExpectedDiagnostics.Add(new DiagnosticResult(id, severities[id]).WithLocation(i).WithMessage(message));
        }

        return test;
    }

    public static void Prepare(AnalyzerTest<DefaultVerifier> test)
    {
        test.TestState.Sources.Add(("Prelude.cs", Bindings.Prelude));
        test.TestState.OutputKind = OutputKind.ConsoleApplication;
        test.TestState.AdditionalReferences.AddRange(Bindings.All);
        test.SolutionTransforms.Add((solution, project) => solution.WithProjectParseOptions(project, Bindings.ParseOptions));
    }

    /// <summary>No package: the platform is the one that the tests run on.</summary>
    public static ReferenceAssemblies None { get; } = new("none");
}
