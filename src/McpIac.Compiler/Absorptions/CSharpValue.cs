using System.Globalization;
using McpIac.Compiler.Conversion.CSharp;
using McpIac.Compiler.Scripts;
using McpIac.Compiler.Sources;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace McpIac.Compiler.Absorptions;

/// <summary>A value of a C# program: a resource's creation, and what its initializer has.</summary>
internal sealed class CSharpValue(ExpressionSyntax syntax, CSharpType type) : WrittenValue
{
    private const int LongestShown = 40;

    private static readonly CSharpExpressions Expressions = new(
        new Dictionary<string, (string, GeneratedClass)>(), new Dictionary<string, (string, CSharpType.Scalar)>());

    private SourceText Text => syntax.SyntaxTree.GetText();

    public override SourcePlace Place => SourceMapBuilder.Place(syntax.SyntaxTree, syntax.Span);

    public override bool IsMap => syntax is BaseObjectCreationExpressionSyntax or InitializerExpressionSyntax && type is CSharpType.Object or CSharpType.Map or CSharpType.Any;

    public override string? Obstacle => IsMap || IsLiteral || syntax is CollectionExpressionSyntax ? null : $"it is computed: {Shown(syntax)}";

    public override string? AnyObstacle => Obstacle ?? syntax switch
    {
        CollectionExpressionSyntax list => list.Elements.Select(e => e is ExpressionElementSyntax element ? new CSharpValue(element.Expression, Element).AnyObstacle : $"it is computed: {Shown(e)}").FirstOrDefault(o => o is not null),
        _ => Initializer?.Expressions.Select(e => e is AssignmentExpressionSyntax { Right: var right } && KeyOf(e) is { } key ? new CSharpValue(right, MemberType(key)).AnyObstacle : $"it is computed: {Shown(e)}").FirstOrDefault(o => o is not null),
    };

    private bool IsLiteral => syntax is LiteralExpressionSyntax && (SyntaxKind)syntax.RawKind is SyntaxKind.StringLiteralExpression or SyntaxKind.NumericLiteralExpression or SyntaxKind.TrueLiteralExpression or SyntaxKind.FalseLiteralExpression
        || syntax is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression, Operand: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NumericLiteralExpression } };

    private InitializerExpressionSyntax? Initializer => syntax as InitializerExpressionSyntax ?? (syntax as BaseObjectCreationExpressionSyntax)?.Initializer;

    private CSharpType Element => type switch
    {
        CSharpType.List list => list.Element,
        CSharpType.Objects objects => new CSharpType.Object(objects.Class),
        CSharpType.Map map => map.Element,
        _ => CSharpType.Any.Instance,
    };

    public override WrittenValue? Child(string segment)
    {
        if (syntax is CollectionExpressionSyntax list)
        {
            // After a spread nobody knows which index comes next.
            ExpressionElementSyntax[] plain = [.. list.Elements.TakeWhile(e => e is ExpressionElementSyntax).OfType<ExpressionElementSyntax>()];
            if (!int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var index)) return null;
            return index < plain.Length ? new CSharpValue(plain[index].Expression, Element) : plain.Length < list.Elements.Count ? throw new UnabsorbableException("it is in a part of the list that is computed") : null;
        }

        if (Assignment(segment) is { } assignment) return new CSharpValue(assignment.Right, MemberType(segment));
        if (Initializer?.Expressions.Any(e => KeyOf(e) is null) == true) throw new UnabsorbableException("a key beside it is computed");
        return null;
    }

    public override TextEdit Replaced(Datum value) => new(syntax.SpanStart, syntax.Span.End, Code(type, value, Indent(syntax.SpanStart)));

    public override IReadOnlyList<TextEdit> Changed(IReadOnlyList<string> removed, IReadOnlyList<KeyValuePair<string, Datum>> added)
    {
        if (Initializer is not { } initializer) return [new TextEdit(syntax.Span.End, syntax.Span.End, $" {{ {Members(added, Indent(syntax.SpanStart))} }}")];
        AssignmentExpressionSyntax[] gone = [.. removed.Select(Assignment).OfType<AssignmentExpressionSyntax>()];
        if (initializer.Expressions.LastOrDefault(e => !gone.Contains(e)) is not { } last)
            return [new TextEdit(initializer.SpanStart, initializer.Span.End, added.Count == 0 ? "{ }" : $"{{ {Members(added, Indent(initializer.SpanStart))} }}")];
        TextEdit[] without = [.. gone.Select(g => Without(initializer, g, last))];
        return added.Count == 0 ? without : [.. without, .. Beside(initializer, last, added)];
    }

    private AssignmentExpressionSyntax? Assignment(string key) => Initializer?.Expressions.OfType<AssignmentExpressionSyntax>().LastOrDefault(a => KeyOf(a) is { } written && IsOf(written, key));

    // A class's property has a name that is made of the schema's.
    private bool IsOf(string written, string key) => type is not CSharpType.Object { Class: var owner } ? written == key
        : written == owner.Property(key)?.Identifier || Creation.Normalize(written) == Creation.Normalize(key);

    private string? KeyOf(ExpressionSyntax member) => member is not AssignmentExpressionSyntax assignment ? null : assignment.Left switch
    {
        IdentifierNameSyntax name when type is CSharpType.Object => name.Identifier.ValueText,
        ImplicitElementAccessSyntax { ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax { Token.Value: string text } }] } => text,
        _ => null,
    };

    private CSharpType MemberType(string key) => type is CSharpType.Object { Class: var owner } ? owner.Property(key)?.Type ?? CSharpType.Any.Instance : Element;

    private string Members(IEnumerable<KeyValuePair<string, Datum>> added, int indent) => string.Join(", ", added.Select(a => Member(a, indent)));

    private string Member(KeyValuePair<string, Datum> added, int indent)
    {
        if (type is not CSharpType.Object { Class: var owner }) return CSharpExpressions.Assigned($"[{CSharpLiterals.Quote(added.Key)}]", Code(Element, added.Value, indent));
        if (owner.Property(added.Key) is not var (identifier, of)) throw new UnabsorbableException($"{owner.FullName} has no property {added.Key}");
        return CSharpExpressions.Assigned(CSharpLiterals.AsIdentifier(identifier), Code(of, added.Value, indent));
    }

    // On a line of its own where the others are, behind their comments.
    private IEnumerable<TextEdit> Beside(InitializerExpressionSyntax initializer, ExpressionSyntax last, IReadOnlyList<KeyValuePair<string, Datum>> added)
    {
        var end = last.Span.End;
        var comma = initializer.Expressions.GetSeparators().FirstOrDefault(s => s.SpanStart >= end);
        if (LineOf(initializer.CloseBraceToken.SpanStart) == LineOf(end))
            return [new TextEdit(end, end, $", {Members(added, Indent(last.SpanStart))}")];
        var margin = "\n" + new string(' ', Indent(last.SpanStart));
        var at = Text.Lines[LineOf(comma.RawKind == 0 ? end : comma.SpanStart)].End;
        var lines = string.Join("," + margin, added.Select(a => Member(a, Indent(last.SpanStart))));
        return comma.RawKind == 0
            ? [new TextEdit(end, end, ","), new TextEdit(at, at, Ended(margin + lines))]
            : [new TextEdit(at, at, Ended($"{margin}{lines},"))];
    }

    private TextEdit Without(InitializerExpressionSyntax initializer, ExpressionSyntax gone, ExpressionSyntax lastThatStays)
    {
        var index = initializer.Expressions.IndexOf(gone);
        var comma = index < initializer.Expressions.SeparatorCount ? initializer.Expressions.GetSeparator(index) : default;
        var (start, end) = (gone.SpanStart, comma.RawKind == 0 ? gone.Span.End : comma.Span.End);
        var (first, last) = (Text.Lines[LineOf(start)], Text.Lines[LineOf(end)]);
        var alone = string.IsNullOrWhiteSpace(Text.ToString(TextSpan.FromBounds(first.Start, start))) && Rest(end, last.End) is "" or ['/', '/', ..];
        if (alone && first.LineNumber > 0) return new TextEdit(Text.Lines[first.LineNumber - 1].End, last.End, "");
        if (start < lastThatStays.SpanStart) return new TextEdit(start, initializer.Expressions[index + 1].SpanStart, "");
        return new TextEdit(initializer.Expressions[index - 1].Span.End, gone.Span.End, "");
    }

    private string Rest(int from, int to) => Text.ToString(TextSpan.FromBounds(from, to)).Trim();

    private string Code(CSharpType target, Datum value, int indent)
    {
        try
        {
            // In a file with other line ends a raw text would get them too.
            var isText = value.AsText() is not null && target is CSharpType.Scalar { Name: "string" };
            var code = isText && IsCarriageReturned ? CSharpLiterals.Quote(value.AsText() ?? "") : Expressions.For(target, new Literal(value), indent);
            if (IsCarriageReturned && code.Contains("\"\"\"", StringComparison.Ordinal)) throw new UnabsorbableException("a text in it has several lines");
            return Ended(code);
        }
        catch (NoSpellingException e)
        {
            throw new UnabsorbableException(e.Message);
        }
    }

    private bool IsCarriageReturned => Text.Lines.Count > 1 && Text.Lines[0].EndIncludingLineBreak - Text.Lines[0].End == 2;

    private string Ended(string code) => IsCarriageReturned ? code.ReplaceLineEndings("\r\n") : code;

    private int LineOf(int position) => Text.Lines.GetLinePosition(position).Line;

    private int Indent(int position)
    {
        var line = Text.Lines[LineOf(position)].ToString();
        return line.Length - line.TrimStart(' ').Length;
    }

    private static string Shown(SyntaxNode code)
    {
        var text = string.Join(' ', code.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= LongestShown ? text : text[..LongestShown] + "…";
    }
}
