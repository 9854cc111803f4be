using System.Collections.Immutable;
using McpIac.Schemas.Bindings;
using McpIac.Schemas.Catalogs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace McpIac.Analyzers.Tests.Hosts;

/// <summary>A program as a project's build checks it: top-level statements, the compiler with its driver of analyzers.</summary>
internal static class ProjectHost
{
    /// <summary>What is reported under our ids.</summary>
    public static async Task<IReadOnlyList<Place>> Check(string program, string? baseline = null, Catalog? more = null)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var tree = CSharpSyntaxTree.ParseText(program, Bindings.ParseOptions, "/program/Program.cs", cancellationToken: cancellation);
        var trees = BindingsWriter.Write(more ?? new Catalog([])).Select(f => CSharpSyntaxTree.ParseText(f.Source, Bindings.ParseOptions, f.HintName, cancellationToken: cancellation));
        var compilation = CSharpCompilation.Create("Program", [tree, CSharpSyntaxTree.ParseText(Bindings.Prelude, Bindings.ParseOptions, cancellationToken: cancellation), .. trees],
            Bindings.All, new(OutputKind.ConsoleApplication));
        ImmutableArray<AdditionalText> files = baseline is null ? [] : [new BaselineText(baseline)];
        var analyzed = compilation.WithAnalyzers([new ProgramAnalyzer()], new AnalyzerOptions(files));
        var found = await analyzed.GetAllDiagnosticsAsync(cancellation);
        return [.. found.Where(d => d.Id.StartsWith("MCI", StringComparison.Ordinal)).Select(d => Of(d.Id, d.Location)).Order()];
    }

    private static Place Of(string id, Location location)
    {
        var (start, end) = (location.GetLineSpan().StartLinePosition, location.GetLineSpan().EndLinePosition);
        return new(id, start.Line + 1, start.Character + 1, end.Line + 1, end.Character + 1);
    }

    private sealed class BaselineText(string text) : AdditionalText
    {
        public override string Path => "/program/app.mciacc-baseline.json";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
