using McpIac.Compiler.Conversion.CSharp;
using McpIac.Compiler.Documents;
using McpIac.Compiler.Programs;
using McpIac.Compiler.Scripts;
using McpIac.Dsl.Deployments;
using McpIac.Plans.Binding;
using McpIac.Schemas.Bindings;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace McpIac.Compiler.Absorptions;

/// <summary>Finds the values of a program's resources in its files.</summary>
internal sealed class SourceValues(Catalog catalog, DeclaredProgram program, CancellationToken cancellation)
{
    private static readonly CSharpParseOptions Regular = new(LanguageVersion.CSharp14, DocumentationMode.None);

    private readonly Dictionary<string, string?> texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SyntaxTree> trees = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<SourcePlace, DocumentNode>> documents = new(StringComparer.Ordinal);
    private readonly ILookup<SourcePlace?, DeclaredResource> byPlace = (program.Deployment?.Resources ?? []).ToLookup(r => program.Map.Find(r)?.Place ?? r.Place);
    private readonly IReadOnlyDictionary<string, TypeName> names = TypeNames.Of(catalog.Types.Concat(catalog.Providers.SelectMany(p => p.Gone)).Select(t => t.Token));

    public string Text(string file) => texts.GetValueOrDefault(file) ?? "";

    /// <summary>The resource's properties, and what leads to them from the value that is returned; or why they can't be changed.</summary>
    public (WrittenValue? Value, IReadOnlyList<string> Lead, string? Why) Find(BoundResource resource)
    {
        if (Urns.Components(resource.Urn).Count > 0) return (null, [], "it is made by a component");
        if ((program.Deployment?.Resources ?? []).FirstOrDefault(r => r.Urn == resource.Urn) is not { } declared) return (null, [], "where it is written isn't known");
        var place = program.Map.Find(declared)?.Place ?? declared.Place;
        if (place is not { Column: > 0 }) return (null, [], "where it is written isn't known");
        if (byPlace[place].Skip(1).Any()) return (null, [], "several resources are written in its place");
        if (Read(place.File) is not { } text) return (null, [], "its file can't be read");
        return DocumentFrontEnd.Reads(place.File) ? InDocument(resource, place, text) : InCSharp(resource, place, text);
    }

    private (WrittenValue?, IReadOnlyList<string>, string?) InDocument(BoundResource resource, SourcePlace place, string text)
    {
        if (!documents.TryGetValue(place.File, out var resources))
        {
            var parts = DocumentFrontEnd.Documents(new Documents.SourceText(place.File, text), new Findings()).Where(d => d.Kind == Schemas.Data.DatumKind.Map && !ComponentDefinition.Is(d)).Select(d => DeploymentPart.Read(d, new Findings()));
            documents[place.File] = resources = parts.SelectMany(p => p.Resources).Where(r => r["name"] is not null).DistinctBy(r => r["name"]?.Place).ToDictionary(r => r["name"]?.Place ?? place);
        }

        if (!resources.TryGetValue(place, out var node)) return (null, [], "where it is written isn't known");
        if (node["for"] is not null) return (null, [], "a loop makes it");
        var properties = new ShapeMember("properties", resource.Type.Properties, false, []);
        var shape = new Shape { Kind = ShapeKind.Object, Members = [properties] };
        return (new DocumentValue(node, shape, flow: false), [properties.Name], null);
    }

    private (WrittenValue?, IReadOnlyList<string>, string?) InCSharp(BoundResource resource, SourcePlace place, string text)
    {
        if (!trees.TryGetValue(place.File, out var tree))
        {
            var options = place.File.EndsWith(".csx", StringComparison.OrdinalIgnoreCase) ? Regular.WithKind(SourceCodeKind.Script) : Regular;
            trees[place.File] = tree = CSharpSyntaxTree.ParseText(text, options, place.File, cancellationToken: cancellation);
        }

        var lines = tree.GetText(cancellation).Lines;
        if (place.Line > lines.Count) return (null, [], "where it is written isn't known");
        var start = lines[place.Line - 1].Start + place.Column - 1;
        var creation = tree.GetRoot(cancellation).FindToken(start).Parent?.AncestorsAndSelf().OfType<BaseObjectCreationExpressionSyntax>().FirstOrDefault(c => c.SpanStart == start);
        if (creation is null) return (null, [], "where it is written isn't known");
        if (creation.Ancestors().Any(IsRepeated)) return (null, [], "it is made in a loop or a function");
        return (new CSharpValue(creation, new CSharpType.Object(GeneratedClass.Of(resource.Type, names[resource.Type.Token]))), [], null);
    }

    // What may run several times, or for several resources.
    private static bool IsRepeated(SyntaxNode node) => node switch
    {
        AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax or QueryExpressionSyntax
            or ConstructorDeclarationSyntax or AccessorDeclarationSyntax => true,
        MethodDeclarationSyntax method => method.Identifier.ValueText != "Main",
        _ => false,
    };

    private string? Read(string file)
    {
        if (!texts.TryGetValue(file, out var text)) texts[file] = text = ScriptText.Read(file, DocumentFrontEnd.MaxBytes).Text;
        return text;
    }
}
