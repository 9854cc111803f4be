using System.Globalization;
using McpIac.Compiler.Programs;
using McpIac.Schemas.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Diagnostic = McpIac.Schemas.Diagnostics.Diagnostic;
using Severity = McpIac.Schemas.Diagnostics.Severity;
using SourcePlace = McpIac.Schemas.Diagnostics.SourcePlace;

namespace McpIac.Compiler.Scripts;

/// <summary>C#'s own diagnostics as ours: the id and the place stay, the most common ones get words that fit infrastructure, cascades are left out.</summary>
internal sealed class CompilerMessages(CSharpCompilation compilation, ScriptSources sources, ScriptReferences references)
{
    /// <summary>Warnings that say nothing to the author of a script: version unification, and a script without awaits.</summary>
    private static readonly HashSet<string> Noise = ["CS1701", "CS1702", "CS1998", "CS8021", "CS8321", "CS0105", "CS7022"];

    public IReadOnlyList<Diagnostic> Translate(IEnumerable<Microsoft.CodeAnalysis.Diagnostic> problems)
    {
        var shown = problems.Where(p => p.Severity >= DiagnosticSeverity.Warning && !Noise.Contains(p.Id)).ToArray();

        // What follows from a missing semicolon is noise until it is there.
        if (compilation.SyntaxTrees.SelectMany(t => t.GetDiagnostics()).Where(d => d.Severity == DiagnosticSeverity.Error).ToArray() is { Length: > 0 } syntax) shown = syntax;
        var misspelt = shown.Where(p => p.Id == "CS0117").Select(CreationAt).OfType<SyntaxNode>().ToHashSet();
        var unread = sources.Problems.Values;
        return
        [
            .. unread,
            .. shown.Where(p => p.Id != "CS9035").Where(p => unread.Count() == 0 || p.Severity != DiagnosticSeverity.Error || p.Id is not "CS0103" and not "CS0246")
                .Select(p => Shared(p, Translate(p))).DistinctBy(d => (d.Id, d.Place)),
            .. Missing(shown.Where(p => p.Id == "CS9035" && CreationAt(p) is var creation && (creation is null || !misspelt.Contains(creation)))),
        ];
    }

    // A required property that is missing is one problem, with all of them named; beside a misspelt one it is most likely that one.
    private IEnumerable<Diagnostic> Missing(IEnumerable<Microsoft.CodeAnalysis.Diagnostic> problems)
    {
        foreach (var creation in problems.GroupBy(p => p.Location))
        {
            var names = creation.Select(p => FriendlyErrors.MemberIn(p.GetMessage(CultureInfo.InvariantCulture))).ToArray();
            var type = FriendlyErrors.TypeAt(compilation, creation.First().Location) is { } symbol ? symbol.Name : "This";
            yield return Shared(creation.First(), Diagnostic.Error("CS9035", $"{type} needs {string.Join(" and ", names)}, which {(names.Length == 1 ? "isn't" : "aren't")} set.",
                Place(creation.Key), Changes(FriendlyErrors.TypeAt(compilation, creation.First().Location), names) + $"Set {(names.Length == 1 ? "it" : "them")} in the braces after the name: {{ {names[0]} = … }}."));
        }
    }

    // What the provider made required since an earlier snapshot.
    private static string Changes(ITypeSymbol? type, IEnumerable<string> names) => string.Concat(names
        .Select(n => type?.GetMembers(n).FirstOrDefault()?.GetAttributes().FirstOrDefault(a => a.AttributeClass?.Name == "ChangedAttribute")?.ConstructorArguments.FirstOrDefault().Value as string)
        .OfType<string>().Select(c => c + " "));

    private Diagnostic Translate(Microsoft.CodeAnalysis.Diagnostic problem)
    {
        var place = Place(problem.Location);
        if (problem.Id == "MCI2014" && Advised(problem, place) is { } advised) return advised;
        if (problem.Severity != DiagnosticSeverity.Error)
            return new Diagnostic(problem.Id, Severity.Warning, ProgramProblems.OneLine(problem.GetMessage(CultureInfo.InvariantCulture)), place);
        if (problem.Id == "CS0006" && PackageProblem(problem, place) is { } package) return package;
        var (message, remedy) = FriendlyErrors.Rewrite(compilation, problem) ?? (problem.GetMessage(CultureInfo.InvariantCulture), null);
        return Diagnostic.Error(problem.Id, ProgramProblems.OneLine(message), place, remedy);
    }

    private Diagnostic Shared(Microsoft.CodeAnalysis.Diagnostic problem, Diagnostic translated) =>
        SharedIds.Of(compilation, problem) is { } id ? translated with { Id = id, Message = $"{translated.Message.TrimEnd('.')} ({problem.Id})." } : translated;

    private Diagnostic? Advised(Microsoft.CodeAnalysis.Diagnostic problem, SourcePlace? place)
    {
        if (problem.Location.SourceTree is not { } tree) return null;
        var symbol = compilation.GetSemanticModel(tree).GetSymbolInfo(tree.GetRoot().FindNode(problem.Location.SourceSpan, getInnermostNodeForTie: true)).Symbol;
        return symbol switch
        {
            IPropertySymbol property => DeclarationProblems.Deprecated(property.Name, property.ContainingType.Name, place),
            INamedTypeSymbol type => DeclarationProblems.Deprecated(type.Name, type.ContainingNamespace.ToDisplayString(), place),
            IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType: { } type } => DeclarationProblems.Deprecated(type.Name, type.ContainingNamespace.ToDisplayString(), place),
            _ => null,
        };
    }

    private Diagnostic? PackageProblem(Microsoft.CodeAnalysis.Diagnostic problem, SourcePlace? place)
    {
        if (problem.Location.SourceTree?.GetRoot().FindNode(problem.Location.SourceSpan, findInsideTrivia: true)
            .FirstAncestorOrSelf<ReferenceDirectiveTriviaSyntax>() is not { } directive) return null;
        return references.SetOf(directive.File.ValueText)?.Problem?.Invoke(place);
    }

    private static SyntaxNode? CreationAt(Microsoft.CodeAnalysis.Diagnostic problem) => problem.Location.SourceTree?.GetRoot()
        .FindNode(problem.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>();

    private static SourcePlace? Place(Location location) =>
        location.SourceTree is { FilePath.Length: > 0 } tree ? SourceMapBuilder.Place(tree, location.SourceSpan) : null;
}
