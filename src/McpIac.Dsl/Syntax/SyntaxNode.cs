using McpIac.Schemas.Data;

namespace McpIac.Dsl.Syntax;

/// <summary>A part of a text of the expression language (docs/spec/expressions.md, "The text form"). Names aren't resolved yet.</summary>
public abstract record SyntaxNode(TextSpan Span)
{
    /// <summary>Every node inside, itself first, in source order.</summary>
    public IEnumerable<SyntaxNode> DescendantsAndSelf()
    {
        var pending = new Stack<SyntaxNode>([this]);
        while (pending.TryPop(out var next))
        {
            yield return next;
            foreach (var child in next.Children.Reverse()) pending.Push(child);
        }
    }

    private protected virtual IReadOnlyList<SyntaxNode> Children => [];
}

/// <summary>A number, <c>true</c>, <c>false</c> or <c>null</c>.</summary>
public sealed record LiteralSyntax(TextSpan Span, Datum Value) : SyntaxNode(Span);

/// <summary>What a name denotes is the front end's to say: a loop's variable, a parameter, a resource.</summary>
/// <param name="Segments">What <c>:</c> separates: <c>aws:ec2:app-1</c> has three.</param>
public sealed record NameSyntax(TextSpan Span, IReadOnlyList<string> Segments) : SyntaxNode(Span)
{
    public string Text => string.Join(':', Segments);
}

/// <summary><c>target.name</c>, or an index that is a literal.</summary>
public sealed record MemberSyntax(TextSpan Span, SyntaxNode Target, string Name, TextSpan NameSpan) : SyntaxNode(Span)
{
    private protected override IReadOnlyList<SyntaxNode> Children => [Target];
}

/// <summary><c>target[index]</c> with an index that has to be computed.</summary>
public sealed record IndexSyntax(TextSpan Span, SyntaxNode Target, SyntaxNode Index) : SyntaxNode(Span)
{
    private protected override IReadOnlyList<SyntaxNode> Children => [Target, Index];
}

/// <summary><c>target[*].name</c>: for each element of the target, what is asked of <see cref="ElementSyntax"/>.</summary>
public sealed record SplatSyntax(TextSpan Span, SyntaxNode Target, SyntaxNode Body) : SyntaxNode(Span)
{
    private protected override IReadOnlyList<SyntaxNode> Children => [Target, Body];
}

/// <summary>The element that the innermost splat is at.</summary>
public sealed record ElementSyntax(TextSpan Span) : SyntaxNode(Span);

/// <summary>A call of a function; operators are calls too.</summary>
public sealed record CallSyntax(TextSpan Span, string Function, IReadOnlyList<SyntaxNode> Arguments, TextSpan NameSpan) : SyntaxNode(Span)
{
    private protected override IReadOnlyList<SyntaxNode> Children => Arguments;
}

/// <summary><c>condition ? then : else</c>.</summary>
public sealed record ConditionalSyntax(TextSpan Span, SyntaxNode Condition, SyntaxNode WhenTrue, SyntaxNode WhenFalse) : SyntaxNode(Span)
{
    private protected override IReadOnlyList<SyntaxNode> Children => [Condition, WhenTrue, WhenFalse];
}

/// <summary><c>let name = value in body</c>.</summary>
public sealed record LetSyntax(TextSpan Span, string Name, SyntaxNode Value, SyntaxNode Body) : SyntaxNode(Span)
{
    private protected override IReadOnlyList<SyntaxNode> Children => [Value, Body];
}

public sealed record ListSyntax(TextSpan Span, IReadOnlyList<SyntaxNode> Items) : SyntaxNode(Span)
{
    private protected override IReadOnlyList<SyntaxNode> Children => Items;
}

public sealed record MapSyntax(TextSpan Span, IReadOnlyList<KeyValuePair<string, SyntaxNode>> Members) : SyntaxNode(Span)
{
    private protected override IReadOnlyList<SyntaxNode> Children => [.. Members.Select(m => m.Value)];
}

/// <summary><c>[for v in source : body if filter]</c>; with two names, <c>k, v</c>, over a map's entries.</summary>
public sealed record ForListSyntax(TextSpan Span, string? Key, string Variable, SyntaxNode Source, SyntaxNode Body, SyntaxNode? Filter) : SyntaxNode(Span)
{
    private protected override IReadOnlyList<SyntaxNode> Children => Filter is null ? [Source, Body] : [Source, Body, Filter];
}

/// <summary><c>{for v in source : key => value if filter}</c>; with two names over a map's entries.</summary>
public sealed record ForMapSyntax(TextSpan Span, string? Key, string Variable, SyntaxNode Source, SyntaxNode NewKey, SyntaxNode NewValue, SyntaxNode? Filter) : SyntaxNode(Span)
{
    private protected override IReadOnlyList<SyntaxNode> Children => Filter is null ? [Source, NewKey, NewValue] : [Source, NewKey, NewValue, Filter];
}

/// <summary>A text with holes: literal texts and expressions, joined as text.</summary>
public sealed record TemplateSyntax(TextSpan Span, IReadOnlyList<SyntaxNode> Parts) : SyntaxNode(Span)
{
    private protected override IReadOnlyList<SyntaxNode> Children => Parts;
}

/// <summary>Where something stands that isn't understood; a problem was reported.</summary>
public sealed record ErrorSyntax(TextSpan Span) : SyntaxNode(Span);
