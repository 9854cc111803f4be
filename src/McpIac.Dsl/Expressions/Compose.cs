using System.Globalization;
using McpIac.Schemas.Data;

namespace McpIac.Dsl.Expressions;

/// <summary>Makes expressions in their simplest form: known parts computed, chains flat, so that a loop that adds or appends doesn't nest.</summary>
internal static class Compose
{
    private static long fresh;

    /// <summary>A variable name that no other lambda uses, so that nothing spliced in is captured. The recorder renames by depth.</summary>
    public static string FreshName(string? name) => $"{name}#{Interlocked.Increment(ref fresh)}";

    public static Expression Call(string function, params ReadOnlySpan<Expression> arguments)
    {
        var flat = function is "add" or "mul" or "and" or "or" or "concat" or "coalesce" or "merge" && arguments is [Expressions.Call first, ..] && first.Function == function
            ? (EquatableList<Expression>)[.. first.Arguments, .. arguments[1..]]
            : [.. arguments];
        var call = new Call(function, flat);
        foreach (var argument in flat)
        {
            if (argument is not Literal) return call;
        }

        // An error stays in the call: it is reported where the value is used.
        var evaluation = Evaluator.Evaluate(call, NoScope.Instance, new Work(Limits.FoldingWork));
        return evaluation is { Error: null, IsKnown: true } ? new Literal(evaluation.Value) : call;
    }

    public static Expression Member(Expression target, string member) => target switch
    {
        Reference reference => reference with { Path = [.. reference.Path, member] },
        Invalid => target,
        External external when external.Member(member) is { } own => own,
        Literal when Evaluator.Evaluate(new Access(target, member), NoScope.Instance) is { Error: null, IsKnown: true, Value: var known } => new Literal(known),
        _ => new Access(target, member),
    };

    /// <summary>The same where a resource may stand as a whole, which is no value: what is asked of a group of them is asked of the one that is meant.</summary>
    public static Expression MemberOfWhole(Expression target, string member) => target switch
    {
        ListExpression { Items: var items } when items.Any(IsWhole)
            && int.TryParse(member, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < items.Count => items[index],
        MapExpression map when map.Members.Any(m => IsWhole(m.Value)) && map.Members.LastOrDefault(m => m.Key == member).Value is { } value => value,
        _ => Member(target, member),
    };

    /// <summary>Whether it is a resource and not a value of one.</summary>
    public static bool IsWhole(Expression expression) => expression is Reference { Path.Count: 0 };

    public static Expression Condition(Expression condition, Expression whenTrue, Expression whenFalse) =>
        condition is Literal literal && literal.Value.AsBoolean() is { } known
            ? known ? whenTrue : whenFalse
            : new Conditional(condition, whenTrue, whenFalse);

    public static Expression List(IReadOnlyList<Expression> items)
    {
        if (!items.Any(i => i is Spread)) return new ListExpression([.. items]);
        var segments = new List<Expression>();
        var run = new List<Expression>();
        foreach (var item in items)
        {
            if (item is not Spread spread)
            {
                run.Add(item);
                continue;
            }

            if (run.Count > 0) segments.Add(new ListExpression([.. run]));
            run.Clear();
            segments.Add(spread.List);
        }

        if (run.Count > 0) segments.Add(new ListExpression([.. run]));
        return segments.Count == 1 ? segments[0] : new Call("concat", [.. segments]);
    }

    /// <summary>Text of parts: neighbouring known parts become one, interpolations and <c>asText</c> inside are taken apart.</summary>
    public static Expression Text(IEnumerable<Expression> parts)
    {
        var flat = new List<Expression>();
        foreach (var part in parts.SelectMany(Pieces))
        {
            if (part is not Literal literal || Builtins.Texts.Of(literal.Value) is not { Error: null, Value: var written })
            {
                flat.Add(part);
            }
            else if (flat.Count > 0 && flat[^1] is Literal before && before.Value.AsText() is { } text)
            {
                flat[^1] = new Literal(Datum.Of(text + written.AsText()));
            }
            else if (written.AsText() is not "")
            {
                flat.Add(new Literal(written));
            }
        }

        return flat switch
        {
            [] => new Literal(Datum.Of("")),
            [Literal only] when only.Value.Kind == DatumKind.Text => only,
            [Call only] when Functions.Signature(only.Function)?.Result == Schemas.Catalogs.ShapeKind.Text => only,
            _ => new Interpolation([.. flat]),
        };
    }

    private static IEnumerable<Expression> Pieces(Expression part) => part switch
    {
        Interpolation inner => inner.Parts,
        Call { Function: "asText", Arguments: [var written] } => Pieces(written),
        _ => [part],
    };

    private sealed class NoScope : IEvaluationScope
    {
        public static NoScope Instance { get; } = new();

        public Datum? Resolve(Reference reference) => null;
    }
}
