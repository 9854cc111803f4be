using McpIac.Schemas.Data;

namespace McpIac.Dsl.Expressions;

/// <summary>
/// Expressions as JSON data: what plans and caches keep. <c>Read(Write(e))</c> equals <c>e</c>. Plain JSON denotes itself; everything else is a map of
/// one member whose name starts with <c>$</c> (<c>docs/spec/expressions.md</c>).
/// </summary>
public static class ExpressionJson
{
    public static Datum Write(Expression expression)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        return expression switch
        {
            Literal literal => literal.Value.Kind is DatumKind.List or DatumKind.Map ? Tagged("$literal", literal.Value) : literal.Value,
            Secret secret => Tagged("$secret", Write(secret.Value)),
            Reference reference => Tagged("$ref", Datum.ListOf(reference.Path.Prepend(reference.Urn).Select(Datum.Of))),
            External external => Tagged("$external", Datum.ListOf(external.Path.Prepend(external.Kind).Select(Datum.Of))),
            ListExpression list => Datum.ListOf(list.Items.Select(Write)),
            MapExpression map => WriteMap(map),
            Interpolation text => Tagged("$text", Datum.ListOf(text.Parts.Select(Write))),
            Conditional c => Tagged("$if", Datum.ListOf([Write(c.Condition), Write(c.WhenTrue), Write(c.WhenFalse)])),
            Call call => Tagged("$call", Datum.ListOf(call.Arguments.Select(Write).Prepend(Datum.Of(call.Function)))),
            Access access => Tagged("$get", Datum.ListOf([Write(access.Target), Datum.Of(access.Member)])),
            For loop => Tagged("$for", Datum.ListOf(
                [Datum.Of(loop.Variable), Write(loop.Source), Write(loop.Body), .. loop.Filter is null ? Array.Empty<Datum>() : [Write(loop.Filter)]])),
            Variable variable => Tagged("$var", Datum.Of(variable.Name)),
            Let let => Tagged("$let", Datum.ListOf([Datum.Of(let.Name), Write(let.Value), Write(let.Body)])),
            _ => throw new ArgumentException("An expression of this kind has no JSON form.", nameof(expression)),
        };
    }

    /// <summary>The expression, or null when the datum is none.</summary>
    public static Expression? Read(Datum datum) => Read(datum, 0);

    private static Expression? Read(Datum datum, int depth)
    {
        // What was written down with the limit kept is never deeper.
        if (depth > Limits.Depth) return null;
        return datum.Kind switch
        {
            DatumKind.List => ReadAll(datum.Items, 0, depth) is { } items ? new ListExpression(items) : null,
            DatumKind.Map when datum.Members is [{ Key: ['$', ..] tag, Value: var inner }] => ReadTagged(tag, inner, depth),
            DatumKind.Map => ReadMap(datum.Members, depth),
            _ => new Literal(datum),
        };
    }

    private static Expression? ReadTagged(string tag, Datum inner, int depth)
    {
        var items = inner.Items;
        var texts = items.Select(i => i.AsText()).ToArray();
        Expression? Part(int index) => index < items.Count ? Read(items[index], depth + 1) : null;
        return tag switch
        {
            "$literal" => new Literal(inner),
            "$secret" => Read(inner, depth + 1) is { } value ? new Secret(value) : null,
            "$ref" => ReadReference(texts),
            "$external" => ReadReference(texts) is { Path.Count: > 0 } external ? new External(external.Urn, external.Path) : null,
            "$text" => inner.Kind == DatumKind.List && ReadAll(items, 0, depth) is { } parts ? new Interpolation(parts) : null,
            "$if" => items.Count == 3 && (Part(0), Part(1), Part(2)) is ({ } c, { } yes, { } no) ? new Conditional(c, yes, no) : null,
            "$call" => texts is [{ } name, ..] && ReadAll(items, 1, depth) is { } arguments ? new Call(name, arguments) : null,
            "$get" => texts is [_, { } member] && Part(0) is { } target ? new Access(target, member) : null,
            "$for" => ReadFor(items, texts, Part),
            "$var" => inner.AsText() is { } variable ? new Variable(variable) : null,
            "$let" => texts is [{ } bound, _, _] && (Part(1), Part(2)) is ({ } value, { } body) ? new Let(bound, value, body) : null,
            "$map" => inner.Kind == DatumKind.List ? ReadPairs(items, texts, depth) : null,
            _ => null,
        };
    }

    private static Reference? ReadReference(string?[] texts)
    {
        if (texts is not [{ } urn, ..]) return null;
        var path = texts[1..].OfType<string>().ToArray();
        return path.Length == texts.Length - 1 ? new Reference(urn, new EquatableList<string>(path)) : null;
    }

    private static For? ReadFor(IReadOnlyList<Datum> items, string?[] texts, Func<int, Expression?> part)
    {
        if (items.Count is not (3 or 4) || texts[0] is not { } variable || part(1) is not { } source || part(2) is not { } body) return null;
        if (items.Count == 3) return new For(variable, source, body, null);
        return part(3) is { } filter ? new For(variable, source, body, filter) : null;
    }

    private static EquatableList<Expression>? ReadAll(IReadOnlyList<Datum> items, int from, int depth)
    {
        var read = new Expression[items.Count - from];
        for (var i = 0; i < read.Length; i++)
        {
            if (Read(items[i + from], depth + 1) is not { } expression) return null;
            read[i] = expression;
        }

        return new EquatableList<Expression>(read);
    }

    private static MapExpression? ReadMap(IReadOnlyList<KeyValuePair<string, Datum>> members, int depth)
    {
        var read = new KeyValuePair<string, Expression>[members.Count];
        for (var i = 0; i < read.Length; i++)
        {
            if (Read(members[i].Value, depth + 1) is not { } value) return null;
            read[i] = new(members[i].Key, value);
        }

        return new MapExpression(new(read));
    }

    private static MapExpression? ReadPairs(IReadOnlyList<Datum> items, string?[] texts, int depth)
    {
        if (items.Count % 2 != 0) return null;
        var read = new KeyValuePair<string, Expression>[items.Count / 2];
        for (var i = 0; i < read.Length; i++)
        {
            if (texts[2 * i] is not { } key || Read(items[2 * i + 1], depth + 1) is not { } value) return null;
            read[i] = new(key, value);
        }

        return new MapExpression(new(read));
    }

    // A member named like a tag, or named twice, would not be read back as what it is.
    private static Datum WriteMap(MapExpression map)
    {
        var plain = !(map.Members is [{ Key: ['$', ..] }]) && map.Members.DistinctBy(m => m.Key, StringComparer.Ordinal).Count() == map.Members.Count;
        return plain
            ? Datum.MapOf(map.Members.Select(m => new KeyValuePair<string, Datum>(m.Key, Write(m.Value))))
            : Tagged("$map", Datum.ListOf(map.Members.SelectMany(m => new[] { Datum.Of(m.Key), Write(m.Value) })));
    }

    private static Datum Tagged(string tag, Datum value) => Datum.MapOf([new(tag, value)]);
}
