using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;

namespace McpIac.Dsl.Tests.Expressions;

/// <summary>Short ways to write expressions in tests.</summary>
internal static class Build
{
    public static readonly Expression Waiting = new Reference("nowhere", ["x"]);

    public static Datum D(object? value) => value switch
    {
        null => Datum.Null,
        Datum datum => datum,
        bool b => Datum.Of(b),
        int i => Datum.Of(i),
        long l => Datum.Of(l),
        double d => Datum.Of(d),
        string s => Datum.Of(s),
        Array items => Datum.ListOf(items.Cast<object?>().Select(D)),
        Dictionary<string, object?> map => Datum.MapOf(map.Select(m => new KeyValuePair<string, Datum>(m.Key, D(m.Value)))),
        _ => throw new ArgumentException(value.GetType().Name),
    };

    public static Expression L(object? value) => value as Expression ?? new Literal(D(value));

    public static Expression Call(string function, params object?[] arguments) => new Call(function, [.. arguments.Select(L)]);

    public static Expression List(params object?[] items) => new ListExpression([.. items.Select(L)]);

    public static Expression Map(params (string Key, object? Value)[] members) =>
        new MapExpression([.. members.Select(m => new KeyValuePair<string, Expression>(m.Key, L(m.Value)))]);

    /// <summary>The value as JSON, or <c>error: …</c>.</summary>
    public static string Show(Expression expression, IEvaluationScope? scope = null) =>
        Evaluator.Evaluate(expression, scope ?? FixedScope.Empty) is var e && e.Error is { } error ? "error: " + error : e.Value.ToString();
}
