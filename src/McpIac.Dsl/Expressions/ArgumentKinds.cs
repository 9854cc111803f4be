using System.Collections.Frozen;
using McpIac.Schemas.Catalogs;

namespace McpIac.Dsl.Expressions;

/// <summary>The kinds of value that functions take, so that what can never be is found before anything is known.</summary>
public static class ArgumentKinds
{
    // As the specification writes them: text, number, integer, boolean, list, map, any value; the last one counts for all that follow.
    private static readonly FrozenDictionary<string, string> Table = new Dictionary<string, string>
    {
        ["eq"] = "vv", ["ne"] = "vv", ["lt"] = "vv", ["le"] = "vv", ["gt"] = "vv", ["ge"] = "vv", ["and"] = "b", ["or"] = "b", ["not"] = "b", ["coalesce"] = "v",
        ["add"] = "n", ["mul"] = "n", ["sub"] = "nn", ["neg"] = "n", ["abs"] = "n", ["div"] = "nn", ["quotient"] = "nn", ["mod"] = "nn", ["floor"] = "n", ["ceil"] = "n", ["round"] = "n",
        ["min"] = "v", ["max"] = "v", ["sum"] = "l",
        ["upper"] = "t", ["lower"] = "t", ["trim"] = "tt", ["trimStart"] = "tt", ["trimEnd"] = "tt", ["replace"] = "ttt", ["split"] = "tt", ["join"] = "lt", ["startsWith"] = "tt", ["endsWith"] = "tt",
        ["indexOf"] = "tt", ["lastIndexOf"] = "tt", ["substring"] = "tii", ["padLeft"] = "tit", ["padRight"] = "tit", ["asText"] = "v", ["asNumber"] = "v", ["trimPrefix"] = "tt", ["trimSuffix"] = "tt",
        ["indent"] = "ti", ["matches"] = "tt", ["capture"] = "tt", ["replacePattern"] = "ttt", ["template"] = "tm", ["format"] = "tv",
        ["length"] = "v", ["concat"] = "v", ["contains"] = "vv", ["first"] = "l", ["last"] = "l", ["skip"] = "li", ["take"] = "li", ["reverse"] = "l", ["flatten"] = "l", ["distinct"] = "l", ["sort"] = "l",
        ["range"] = "ii", ["keys"] = "m", ["values"] = "m", ["hasKey"] = "mt", ["lookup"] = "vvv", ["entries"] = "m", ["toMap"] = "l", ["union"] = "l", ["intersect"] = "l", ["except"] = "l",
        ["all"] = "l", ["any"] = "l", ["merge"] = "m",
        ["base64encode"] = "t", ["base64decode"] = "t", ["sha256"] = "t", ["md5"] = "t", ["sha1"] = "t", ["sha512"] = "t", ["hexEncode"] = "t", ["urlEncode"] = "t", ["jsonEncode"] = "v", ["jsonDecode"] = "t", ["yamlEncode"] = "v", ["yamlDecode"] = "t",
        ["cidrSubnet"] = "tii", ["cidrHost"] = "ti", ["cidrOverlaps"] = "tt", ["cidrContains"] = "tt", ["timeFormat"] = "tt", ["timeAdd"] = "tt",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether what a function takes is written down here, as it is of each.</summary>
    public static bool Knows(string function) => Table.ContainsKey(function);

    /// <summary>What a function takes in a place, counted from 0; <see cref="ShapeKind.Any"/> where it takes several kinds, or isn't known.</summary>
    public static ShapeKind Of(string function, int argument) => Table.TryGetValue(function, out var kinds) ? kinds[Math.Min(argument, kinds.Length - 1)] switch
    {
        't' => ShapeKind.Text,
        'n' => ShapeKind.Number,
        'i' => ShapeKind.Integer,
        'b' => ShapeKind.Boolean,
        'l' => ShapeKind.List,
        'm' => ShapeKind.Map,
        _ => ShapeKind.Any,
    }
    : ShapeKind.Any;

    /// <summary>Whether a value of one kind can ever be taken where another is asked for. A number may be whole, and an object is a map.</summary>
    public static bool Fits(ShapeKind asked, ShapeKind given) => asked == given || asked == ShapeKind.Any || given == ShapeKind.Any
        || asked is ShapeKind.Number or ShapeKind.Integer && given is ShapeKind.Number or ShapeKind.Integer
        || asked is ShapeKind.Map or ShapeKind.Object && given is ShapeKind.Map or ShapeKind.Object;
}
