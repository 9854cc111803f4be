using System.Globalization;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;

namespace McpIac.Dsl.Syntax;

/// <summary>
/// Syntax → expression, as C# lowers to: known parts computed, variables named by how many enclose them, so that the same program in any language yields the same
/// expression.
/// </summary>
public static class SyntaxLowering
{
    /// <summary>The expression, or null when a name denotes nothing or a part isn't understood, which was reported before.</summary>
    public static Expression? Lower(SyntaxNode node, INames names) => Lower(node, new Scope(names, null, null, null, 0));

    private static Expression? Lower(SyntaxNode node, Scope scope)
    {
        switch (node)
        {
            case LiteralSyntax literal: return new Literal(literal.Value);
            case NameSyntax name: return scope.Find(name);
            case ElementSyntax: return scope.Element;
            case MemberSyntax { Target: NameSyntax name } read when scope.Member(name, read.Name) is { } direct: return direct;
            case MemberSyntax member: return Lower(member.Target, scope) is { } target ? Compose.MemberOfWhole(target, member.Name) : null;
            case IndexSyntax index: return All([index.Target, index.Index], scope) is [var of, var at] ? Index(of, at) : null;
            case CallSyntax { Arguments: [LiteralSyntax { Value: var name }] } named when External.IsFunction(named.Function) && name.AsText() is { } text: return new External(named.Function, [text]);
            case CallSyntax { Function: ExpressionReader.SecretFunction, Arguments: [var hidden] }: return Lower(hidden, scope) is { } secret ? new Secret(secret) : null;
            case CallSyntax call: return All(call.Arguments, scope) is { } arguments ? Compose.Call(call.Function, [.. arguments]) : null;
            case ConditionalSyntax c:
                return All([c.Condition, c.WhenTrue, c.WhenFalse], scope) is [var condition, var yes, var no] ? Compose.Condition(condition, yes, no) : null;
            case LetSyntax let: return Named(let, scope);
            case ListSyntax list: return All(list.Items, scope) is { } items ? new ListExpression([.. items]) : null;
            case MapSyntax map: return Map(map, scope);
            case TemplateSyntax template: return All(template.Parts, scope) is { } parts ? Compose.Text(parts) : null;
            case SplatSyntax splat:
                return Loop(splat.Target, scope, (inner, variable) => Lower(splat.Body, inner with { Element = variable }), null, null, null);
            case ForListSyntax loop: return Loop(loop.Source, scope, (inner, _) => Lower(loop.Body, inner), loop.Key, loop.Variable, loop.Filter);
            case ForMapSyntax loop:
                var entries = Loop(loop.Source, scope, (inner, _) => All([loop.NewKey, loop.NewValue], inner) is [var key, var value]
                    ? new MapExpression([new("key", key), new("value", value)]) : null, loop.Key, loop.Variable, loop.Filter);
                return entries is null ? null : new Call("toMap", [entries]);
            default: return null;
        }
    }

    private static Expression[]? All(IReadOnlyList<SyntaxNode> nodes, Scope scope)
    {
        // Each is lowered, also after one that can't be: its names are reported too.
        Expression?[] lowered = [.. nodes.Select(n => Lower(n, scope))];
        return lowered.All(e => e is not null) ? [.. lowered.OfType<Expression>()] : null;
    }

    private static Expression? Map(MapSyntax map, Scope scope)
    {
        return All([.. map.Members.Select(m => m.Value)], scope) is { } values
            ? new MapExpression([.. map.Members.Zip(values, (m, v) => new KeyValuePair<string, Expression>(m.Key, v))])
            : null;
    }

    private static Expression? Named(LetSyntax let, Scope scope)
    {
        var depth = scope.Depth + 1;
        var name = string.Create(CultureInfo.InvariantCulture, $"v{depth}");
        var (value, body) = (Lower(let.Value, scope), Lower(let.Body, (scope with { Depth = depth }).With(let.Name, new Variable(name))));
        return value is null || body is null ? null : new Let(name, value, body);
    }

    private static Expression Index(Expression target, Expression index) =>
        index is Literal { Value: var known } && (known.AsText() ?? known.AsInteger()?.ToString(CultureInfo.InvariantCulture)) is { } member && !member.StartsWith('-')
            ? Compose.MemberOfWhole(target, member)
            : Compose.Call("lookup", target, index);

    private static Expression? Loop(SyntaxNode source, Scope scope, Func<Scope, Expression, Expression?> body, string? key, string? variable, SyntaxNode? filter)
    {
        var over = Lower(source, scope);
        if (filter is null && over is not null && Elements(over, key is not null) is { } elements && scope.Names.MaySpellOut(elements.Count))
            return SpeltOut(elements, scope, body, key, variable);

        var depth = scope.Depth + 1;
        var name = string.Create(CultureInfo.InvariantCulture, $"v{depth}");
        var element = new Variable(name);
        var inner = scope with { Depth = depth };
        if (key is not null) inner = inner.With(key, new Access(element, "key")).With(variable ?? "", new Access(element, "value"));
        else if (variable is not null) inner = inner.With(variable, element);
        var made = body(inner, element);
        var kept = filter is null ? null : Lower(filter, inner);
        return over is null || made is null || filter is not null && kept is null ? null
            : new For(name, key is null ? over : Compose.Call("entries", over), made, kept);
    }

    private static ListExpression? SpeltOut(
        IReadOnlyList<(Expression? Key, Expression Value)> elements, Scope scope, Func<Scope, Expression, Expression?> body, string? key, string? variable)
    {
        var made = new List<Expression>(elements.Count);
        foreach (var (name, value) in elements)
        {
            var inner = key is null || name is null ? scope : scope.With(key, name);
            if (variable is not null) inner = inner.With(variable, value);
            if (body(inner, value) is not { } item) return null;
            made.Add(item);
        }

        return new ListExpression([.. made]);
    }

    // What is known, such as a group of resources or a parameter: a loop over it is spelt out too, as a C# loop over it is.
    private static IReadOnlyList<(Expression? Key, Expression Value)>? Elements(Expression over, bool keyed) => over switch
    {
        ListExpression { Items: var items } when !keyed && items.All(Compose.IsWhole) => [.. items.Select(i => ((Expression?)null, i))],
        Literal { Value: { Kind: DatumKind.List } list } when !keyed => [.. list.Items.Select(i => ((Expression?)null, (Expression)new Literal(i)))],
        Literal { Value: { Kind: DatumKind.Map } map } when keyed =>
            [.. map.Members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => ((Expression?)new Literal(Datum.Of(m.Key)), (Expression)new Literal(m.Value)))],
        _ => null,
    };

    /// <summary>The names of loops in sight, innermost first.</summary>
    private sealed record Scope(INames Names, string? Name, Expression? Value, Scope? Outer, int Depth)
    {
        public Expression? Element { get; init; }

        public Scope With(string name, Expression value) => this with { Name = name, Value = value, Outer = this };

        /// <summary>A member of a name that no loop has bound, where the front end knows it apart from what the name denotes.</summary>
        public Expression? Member(NameSyntax name, string member)
        {
            for (var scope = this; scope is not null; scope = scope.Outer)
            {
                if (name.Segments is [var only] && only == scope.Name) return null;
            }

            return Names.Member(name, member);
        }

        public Expression? Find(NameSyntax name)
        {
            if (name.Segments is [var only])
            {
                for (var scope = this; scope is not null; scope = scope.Outer)
                {
                    if (scope.Name == only) return scope.Value;
                }
            }

            return Names.Resolve(name);
        }
    }
}
