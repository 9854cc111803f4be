using System.Globalization;
using McpIac.Compiler.Sources;
using McpIac.Dsl.Deployments;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpIac.Compiler.Scripts;

/// <summary>Finds every <c>new …("name") { … }</c> and where its values are. Syntax alone says it all, so nothing is bound a second time.</summary>
internal static class SourceMapBuilder
{
    public static SourceMap Build(IEnumerable<SyntaxTree> trees, CancellationToken cancellation)
    {
        var (creations, calls) = (new List<Creation>(), new List<SourcePlace>());
        foreach (var node in trees.SelectMany(t => t.GetRoot(cancellation).DescendantNodes()))
        {
            if (node is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: > 0 } creation) creations.Add(Of(creation));
            else if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Use" } method, ArgumentList.Arguments.Count: > 0 } use)
            {
                creations.Add(Of(use, method));
                calls.Add(creations[^1].Place);
            }
            else if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Existing" or "ReadExisting" } of, ArgumentList.Arguments.Count: > 1 } read) creations.Add(OfExisting(read, of));
            else if (node is InvocationExpressionSyntax { Expression: SimpleNameSyntax { Identifier.ValueText: "Parameter" or "SecretParameter" or "Check" } }) calls.Add(Place(node.SyntaxTree, node.Span));
        }

        return new(creations) { Calls = calls };
    }

    /// <summary>The map of a project's C# files; one that can't be read is left out.</summary>
    public static SourceMap Build(IEnumerable<string> files, CancellationToken cancellation) =>
        Build(files.Where(f => f.EndsWith(".cs", StringComparison.OrdinalIgnoreCase)).Select(f => (Path: f, ScriptText.Read(f).Text))
            .Where(f => f.Text is not null).Select(f => CSharpSyntaxTree.ParseText(f.Text ?? "", path: f.Path, cancellationToken: cancellation)), cancellation);

    private static Creation Of(BaseObjectCreationExpressionSyntax creation)
    {
        var values = new Dictionary<string, SourcePlace>(StringComparer.Ordinal);
        if (creation.Initializer is not null) AddMembers(creation.Initializer, "", values);
        AddOptions(creation.ArgumentList, values);
        var end = creation.ArgumentList?.Span.End ?? creation.Span.End;
        var place = Place(creation.SyntaxTree, new(creation.SpanStart, end - creation.SpanStart));
        var line = Place(creation.SyntaxTree, creation.NewKeyword.Span).Line;
        return new Creation(line, place, creation is ObjectCreationExpressionSyntax { Type: var type } ? TypeName(type) : null, LiteralText(creation.ArgumentList?.Arguments[0].Expression), new Lazy<WrittenValues>(new WrittenValues(values)));
    }

    // Aws.Vpc.Subnet.Existing("shared", id): what exists and is only read.
    private static Creation OfExisting(InvocationExpressionSyntax read, MemberAccessExpressionSyntax of)
    {
        var arguments = read.ArgumentList.Arguments;
        var values = new Dictionary<string, SourcePlace>(StringComparer.Ordinal);
        AddValue((arguments.FirstOrDefault(a => a.NameColon?.Name.Identifier.ValueText == "id") ?? arguments[1]).Expression, Child("", DeclaredResource.ExistingName), values);
        AddOptions(read.ArgumentList, values);
        var line = Place(read.SyntaxTree, read.ArgumentList.OpenParenToken.Span).Line;
        return new Creation(line, Place(read.SyntaxTree, read.Span), TypeName(of.Expression), LiteralText(arguments[0].Expression), new Lazy<WrittenValues>(new WrittenValues(values)));
    }

    private static void AddOptions(ArgumentListSyntax? arguments, Dictionary<string, SourcePlace> values)
    {
        foreach (var options in arguments?.Arguments.Skip(1).Select(a => a.Expression).OfType<BaseObjectCreationExpressionSyntax>() ?? [])
        {
            if (options.Initializer is not null) AddMembers(options.Initializer, WrittenValues.Options, values);
        }
    }

    // Import("file.yaml").Use("name", new { … }, new() { … })
    private static Creation Of(InvocationExpressionSyntax use, MemberAccessExpressionSyntax method)
    {
        var values = new Dictionary<string, SourcePlace>(StringComparer.Ordinal);
        foreach (var (index, argument) in use.ArgumentList.Arguments.Skip(1).Index())
        {
            var pointer = argument.NameColon is { Name.Identifier.ValueText: var name } ? name == "options" ? WrittenValues.Options : "" : index == 0 ? "" : WrittenValues.Options;
            if (argument.Expression is AnonymousObjectCreationExpressionSyntax inputs) AddMembers(inputs, pointer, values);
            else if (argument.Expression is BaseObjectCreationExpressionSyntax { Initializer: { } initializer }) AddMembers(initializer, pointer, values);
        }

        var place = Place(use.SyntaxTree, Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(method.Name.SpanStart, use.Span.End));
        return new Creation(Place(use.SyntaxTree, use.ArgumentList.OpenParenToken.Span).Line, place, Creation.Use, LiteralText(use.ArgumentList.Arguments[0].Expression), new Lazy<WrittenValues>(new WrittenValues(values)));
    }

    private static void AddMembers(AnonymousObjectCreationExpressionSyntax creation, string parent, Dictionary<string, SourcePlace> values)
    {
        foreach (var member in creation.Initializers)
        {
            var name = member.NameEquals?.Name.Identifier.ValueText ?? ((member.Expression as MemberAccessExpressionSyntax)?.Name ?? member.Expression as SimpleNameSyntax)?.Identifier.ValueText;
            if (name is not null) AddValue(member.Expression, Child(parent, name), values);
        }
    }

    private static void AddMembers(InitializerExpressionSyntax initializer, string parent, Dictionary<string, SourcePlace> values)
    {
        foreach (var (index, expression) in initializer.Expressions.Index())
        {
            if (expression is not AssignmentExpressionSyntax assignment) AddValue(expression, Child(parent, index), values);
            else if (assignment.Left is IdentifierNameSyntax name) AddValue(assignment.Right, Child(parent, name.Identifier.ValueText), values);
            else if (assignment.Left is ImplicitElementAccessSyntax { ArgumentList.Arguments: [var key] } && LiteralText(key.Expression) is { } text)
                AddValue(assignment.Right, Child(parent, text), values);
        }
    }

    private static void AddValue(ExpressionSyntax value, string pointer, Dictionary<string, SourcePlace> values)
    {
        values[pointer] = Place(value.SyntaxTree, value.Span);
        switch (value)
        {
            case InitializerExpressionSyntax initializer: AddMembers(initializer, pointer, values); break;
            case BaseObjectCreationExpressionSyntax { Initializer: { } initializer }: AddMembers(initializer, pointer, values); break;
            case ImplicitArrayCreationExpressionSyntax array: AddMembers(array.Initializer, pointer, values); break;
            case ArrayCreationExpressionSyntax { Initializer: { } initializer }: AddMembers(initializer, pointer, values); break;
            case AnonymousObjectCreationExpressionSyntax nested: AddMembers(nested, pointer, values); break;
            case CollectionExpressionSyntax collection: AddElements(collection, pointer, values); break;
        }
    }

    private static void AddElements(CollectionExpressionSyntax collection, string pointer, Dictionary<string, SourcePlace> values)
    {
        // After a spread nobody knows which index comes next.
        foreach (var (index, element) in collection.Elements.TakeWhile(e => e is ExpressionElementSyntax).Index())
        {
            if (element is ExpressionElementSyntax { Expression: var expression }) AddValue(expression, Child(pointer, index), values);
        }
    }

    private static string Child(string parent, string name) => parent + "/" + Creation.Normalize(ShapeWords.Escape(name));

    private static string Child(string parent, int index) => parent + "/" + index.ToString(CultureInfo.InvariantCulture);

    private static string? LiteralText(ExpressionSyntax? expression) =>
        expression is LiteralExpressionSyntax literal && literal.IsKind(SyntaxKind.StringLiteralExpression) ? literal.Token.ValueText : null;

    private static string? TypeName(ExpressionSyntax type) => type switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => null,
    };

    /// <summary>A span as editors count: from 1, the end after the last character.</summary>
    public static SourcePlace Place(SyntaxTree tree, Microsoft.CodeAnalysis.Text.TextSpan span)
    {
        var lines = tree.GetLineSpan(span);
        return new SourcePlace(lines.Path, lines.StartLinePosition.Line + 1, lines.StartLinePosition.Character + 1,
            lines.EndLinePosition.Line + 1, lines.EndLinePosition.Character + 1);
    }
}
