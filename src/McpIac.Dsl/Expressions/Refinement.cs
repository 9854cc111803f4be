using McpIac.Dsl.Expressions.Builtins;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Dsl.Expressions;

/// <summary>
/// What can be told of a value before it is known, in its marker: <c>{"$iac":"unknown","type":"string","notNull":true,"prefix":"https://","minLength":9}</c>. Each is a promise about
/// whatever the value turns out to be; what isn't there isn't promised.
/// </summary>
public static class Refinement
{
    private const int LongestPrefix = 200;

    /// <param name="kind"><see cref="ShapeKind.Any"/> when it isn't known.</param>
    /// <param name="prefix">What the text begins with.</param>
    /// <param name="minLength">UTF-16 code units that it has at least.</param>
    public static Datum Of(ShapeKind kind, bool notNull = false, string prefix = "", long minLength = 0)
    {
        var type = TypeName(kind);
        if (type is null && !notNull) return Evaluation.Unknown;
        if (prefix.Length > LongestPrefix) prefix = prefix[..LongestPrefix];
        var members = new List<KeyValuePair<string, Datum>> { new("$iac", Datum.Of("unknown")) };
        if (type is not null) members.Add(new("type", Datum.Of(type)));
        if (notNull) members.Add(new("notNull", Datum.True));
        if (prefix.Length > 0) members.Add(new("prefix", Datum.Of(prefix)));
        if (minLength > 0) members.Add(new("minLength", Datum.Of(minLength)));
        return Datum.MapOf(members);
    }

    /// <summary>JSON Schema's name of the type; null when it isn't known.</summary>
    public static string? Type(Datum unknown) => unknown["type"]?.AsText();

    public static bool IsNotNull(Datum unknown) => unknown["notNull"]?.AsBoolean() == true;

    /// <summary>What the text begins with; empty when that isn't known.</summary>
    public static string Prefix(Datum unknown) => unknown["prefix"]?.AsText() ?? "";

    public static long MinLength(Datum unknown) => unknown["minLength"]?.AsInteger() ?? 0;

    /// <summary>The value with nothing told of what isn't known in it: of secrets nothing may be.</summary>
    public static Datum Bare(Datum value)
    {
        if (DatumWalk.IsUnknown(value)) return Evaluation.Unknown;
        return value.Kind switch
        {
            DatumKind.List => Datum.ListOf(value.Items.Select(Bare)),
            DatumKind.Map => Datum.MapOf(value.Members.Select(m => KeyValuePair.Create(m.Key, Bare(m.Value)))),
            _ => value,
        };
    }

    /// <summary>What a call yields whose arguments aren't all known.</summary>
    internal static Datum OfCall(Function function, IReadOnlyList<Datum> arguments) =>
        Decided(function.Name, arguments) is { } decided ? Datum.Of(decided) : Of(function.Result, IsTotal(function));

    // Of these every value is one of their kind: they fail, or yield no null.
    private static bool IsTotal(Function function) => function.Result is ShapeKind.Text or ShapeKind.Number or ShapeKind.Integer or ShapeKind.Boolean && function.Name is not "capture";

    private static bool? Decided(string function, IReadOnlyList<Datum> arguments) => function switch
    {
        "eq" => AreEqual(arguments[0], arguments[1]),
        "ne" => !AreEqual(arguments[0], arguments[1]),
        "startsWith" when DatumWalk.IsUnknown(arguments[0]) && arguments[1].AsText() is { } start => StartsWith(Prefix(arguments[0]), start),
        _ => null,
    };

    private static bool? AreEqual(Datum a, Datum b)
    {
        if (DatumWalk.IsUnknown(a) == DatumWalk.IsUnknown(b)) return null;
        var (unknown, known) = DatumWalk.IsUnknown(a) ? (a, b) : (b, a);
        if (known.IsNull) return IsNotNull(unknown) ? false : null;
        return known.AsText() is { } text && (text.Length < MinLength(unknown) || !text.StartsWith(Prefix(unknown), StringComparison.Ordinal)) ? false : null;
    }

    private static bool? StartsWith(string prefix, string start)
    {
        if (prefix.Length == 0) return null;
        if (prefix.StartsWith(start, StringComparison.Ordinal)) return true;
        return start.StartsWith(prefix, StringComparison.Ordinal) ? null : false;
    }

    private static string? TypeName(ShapeKind kind) => kind switch
    {
        ShapeKind.Text => "string",
        ShapeKind.Number => "number",
        ShapeKind.Integer => "integer",
        ShapeKind.Boolean => "boolean",
        ShapeKind.List => "array",
        ShapeKind.Map or ShapeKind.Object => "object",
        _ => null,
    };
}
