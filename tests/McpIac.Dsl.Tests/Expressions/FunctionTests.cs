using static McpIac.Dsl.Tests.Expressions.Build;

namespace McpIac.Dsl.Tests.Expressions;

/// <summary>The function table of docs/spec/expressions.md, rule by rule.</summary>
public sealed class FunctionTests
{
    public static TheoryData<string, object?[], string> Calls => new()
    {
        // Whole numbers stay exact; leaving 64 bits is an error, never a rounding.
        { "add", [1, 2, 3], "6" },
        { "add", [long.MaxValue, 1], "error: the result is larger than 64 bits can hold" },
        { "add", [0.5, 1], "1.5" },
        { "add", ["1", 1], "error: add takes numbers, and was given a text" },
        { "sub", [1, 2], "-1" },
        { "mul", [4294967296, 4294967296], "error: the result is larger than 64 bits can hold" },
        { "mul", [1e300, 1e300], "error: the result is larger than 64 bits can hold" },
        { "div", [6, 3], "2" },
        { "div", [7, 2], "3.5" },
        { "div", [1, 0], "error: it divides by zero" },
        { "div", [1.5, 0], "error: it divides by zero" },
        { "div", [long.MinValue, -1], "error: the result is larger than 64 bits can hold" },
        { "quotient", [7, 2], "3" },
        { "quotient", [-7, 2], "-3" },
        { "quotient", [1, 0], "error: it divides by zero" },
        { "mod", [-7, 2], "-1" },
        { "mod", [long.MinValue, -1], "0" },
        { "mod", [1, 0], "error: it divides by zero" },
        { "neg", [long.MinValue], "error: the result is larger than 64 bits can hold" },
        { "abs", [-3], "3" },
        { "floor", [-1.5], "-2" },
        { "ceil", [-1.5], "-1" },
        { "round", [2.5], "2" },
        { "floor", [1e300], "1E+300" },
        { "min", [3, 1.5, 2], "1.5" },
        { "max", [new[] { 3, 7, 2 }], "7" },
        { "max", [new int[0]], "error: max of an empty list has no value" },

        { "eq", [1, 1.0], "true" },
        { "eq", [1, "1"], "false" },
        { "eq", [new object[] { 1, "a" }, new object[] { 1.0, "a" }], "true" },
        { "ne", [null, null], "false" },
        { "lt", ["B", "a"], "true" },
        { "lt", [9007199254740992, 9007199254740993], "true" },
        { "ge", [2, 2], "true" },
        { "gt", [1, "1"], "error: gt compares two numbers or two texts, and was given a number and a text" },
        { "not", [true], "false" },

        { "upper", ["straße i"], "\"STRAßE I\"" },
        { "lower", ["ÄÖ I"], "\"äö i\"" },
        { "trim", [" a\n"], "\"a\"" },
        { "trim", ["/a/", "/"], "\"a\"" },
        { "trimEnd", ["a//", "/"], "\"a\"" },
        { "replace", ["a.b.c", ".", "-"], "\"a-b-c\"" },
        { "replace", ["a", "", "-"], "error: replace can't look for an empty text" },
        { "split", ["a,,b", ","], "[\"a\",\"\",\"b\"]" },
        { "split", ["a", ""], "error: split can't split at an empty text" },
        { "startsWith", ["abc", "ab"], "true" },
        { "endsWith", ["abc", "BC"], "false" },
        { "indexOf", ["abcabc", "c"], "2" },
        { "lastIndexOf", ["abcabc", "c"], "5" },
        { "indexOf", ["abc", "x"], "-1" },
        { "substring", ["abcdef", 2], "\"cdef\"" },
        { "substring", ["abcdef", 2, 3], "\"cde\"" },
        { "substring", ["abc", 4], "error: substring asks for 0 characters from 4 on, of a text of 3" },
        { "substring", ["abc", 1, 3], "error: substring asks for 3 characters from 1 on, of a text of 3" },
        { "padLeft", ["7", 3, "0"], "\"007\"" },
        { "padRight", ["7", 3], "\"7  \"" },
        { "padLeft", ["7", 100000], "error: padLeft takes a width from 0 to 10000" },
        { "asText", [1.0], "\"1\"" },
        { "asText", [0.1], "\"0.1\"" },
        { "asText", [true], "\"true\"" },
        { "asNumber", ["1.50"], "1.50" },
        { "asNumber", ["+1"], "error: asNumber was given a text that is no number" },
        { "asNumber", ["1e999"], "error: asNumber was given a number that is too large" },
        { "format", ["{0:D3}-{1,4}|{1,-4}|{{}}", 7, "ab"], "\"007-  ab|ab  |{}\"" },
        { "format", ["{0:N2}", 1234.5], "\"1,234.50\"" },
        { "format", ["{1}", 7], "error: format has no argument 1" },
        { "format", ["{0", 7], "error: format was given a text whose braces don't match {index,width:format}" },
        { "format", ["{0:D999999999}", 7], "error: format was given a number format that is too long" },
        { "format", ["{0,999999999}", 7], "error: format pads to at most 10000 characters" },

        { "length", ["abc"], "3" },
        { "length", [new[] { 1, 2 }], "2" },
        { "length", [5], "error: length takes a text, a list or a map, and was given a number" },
        { "concat", ["a", "b"], "\"ab\"" },
        { "concat", [new[] { 1 }, new[] { 2, 3 }], "[1,2,3]" },
        { "concat", [new[] { 1 }, "a"], "error: concat takes texts alone or lists alone, and was given a text" },
        { "contains", ["abc", "bc"], "true" },
        { "contains", [new[] { 1, 2 }, 2.0], "true" },
        { "first", [new[] { 1, 2 }], "1" },
        { "last", [new[] { 1, 2 }], "2" },
        { "first", [new int[0]], "error: first of an empty list has no value" },
        { "skip", [new[] { 1, 2, 3 }, 1], "[2,3]" },
        { "take", [new[] { 1, 2, 3 }, 2], "[1,2]" },
        { "reverse", [new[] { 1, 2, 3 }], "[3,2,1]" },
        { "flatten", [new object[] { new[] { 1, 2 }, 3, new object[] { new[] { 4 } } }], "[1,2,3,[4]]" },
        { "distinct", [new object[] { 1, 1.0, "1", 1.10, 1.1 }], "[1,\"1\",1.1]" },
        { "sort", [new[] { "b", "B", "a" }], "[\"B\",\"a\",\"b\"]" },
        { "sort", [new object[] { 10, 9.5, 2 }], "[2,9.5,10]" },
        { "sort", [new object[] { 1, "a" }], "error: sort takes a list of numbers alone or of texts alone" },
        { "join", [new object[] { "a", 1, true }, ", "], "\"a, 1, true\"" },
        { "range", [3, 2], "[3,4]" },
        { "range", [0, -1], "error: range takes a count of 0 or more" },

        { "base64encode", ["häh"], "\"aMOkaA==\"" },
        { "base64decode", ["aMOkaA=="], "\"häh\"" },
        { "base64decode", ["!"], "error: base64decode was given a text that is no base64" },
        { "base64decode", ["/w=="], "error: base64decode found bytes that are no UTF-8 text" },
        { "sha256", ["abc"], "\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"" },
        { "sha256", ["\ud800"], "error: sha256 was given a text with half a surrogate pair, which has no UTF-8 form" },
        { "jsonEncode", [new Dictionary<string, object?> { ["b"] = 1, ["a"] = new[] { "x" } }], "\"{\\\"a\\\":[\\\"x\\\"],\\\"b\\\":1}\"" },

        { "keys", [new Dictionary<string, object?> { ["b"] = 1, ["a"] = 2 }], "[\"a\",\"b\"]" },
        { "values", [new Dictionary<string, object?> { ["b"] = 1, ["a"] = 2 }], "[2,1]" },
        { "hasKey", [new Dictionary<string, object?> { ["b"] = 1 }, "a"], "false" },
        { "lookup", [new Dictionary<string, object?> { ["b"] = 1 }, "b"], "1" },
        { "lookup", [new Dictionary<string, object?> { ["b"] = 1 }, "a", 7], "7" },
        { "lookup", [new Dictionary<string, object?> { ["b"] = 1 }, "a"], "error: lookup found no member of that key, and has no value to stand in" },
        { "lookup", [new[] { 1, 2 }, 5], "error: lookup found no element of that index in a list of 2, and has no value to stand in" },
        { "merge", [new Dictionary<string, object?> { ["a"] = 1, ["b"] = 1 }, null, new Dictionary<string, object?> { ["a"] = 2 }], "{\"a\":2,\"b\":1}" },

        { "cidrSubnet", ["10.0.0.0/16", 8, 2], "\"10.0.2.0/24\"" },
        { "cidrSubnet", ["10.0.7.9/16", 0, 0], "\"10.0.0.0/16\"" },
        { "cidrSubnet", ["fd00::/48", 16, 65535], "\"fd00:0:0:ffff::/64\"" },
        { "cidrSubnet", ["10.0.0.0/16", 8, 256], "error: cidrSubnet has no subnet 256 in 8 further bits" },
        { "cidrSubnet", ["10.0.0.0/16", 17, 0], "error: cidrSubnet can't add 17 bits to a prefix of 16, of 32 in all" },
        { "cidrSubnet", ["10.0/16", 8, 0], "error: cidrSubnet takes a network such as 10.0.0.0/16 first" },
        { "cidrSubnet", ["010.0.0.0/16", 8, 0], "error: cidrSubnet takes a network such as 10.0.0.0/16 first" },
        { "cidrHost", ["10.0.1.0/24", 5], "\"10.0.1.5\"" },
        { "cidrHost", ["10.0.1.0/24", -2], "\"10.0.1.254\"" },
        { "cidrHost", ["10.0.1.0/24", 256], "error: cidrHost has no address 256 in a prefix of 24" },
        { "cidrHost", ["::/0", -1], "\"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff\"" },
        { "cidrContains", ["10.0.0.0/16", "10.0.200.1"], "true" },
        { "cidrContains", ["10.0.0.0/16", "10.1.0.0/24"], "false" },
        { "cidrContains", ["0.0.0.0/0", "10.1.0.0/24"], "true" },
        { "cidrContains", ["10.0.0.0/16", "::1"], "false" },
        { "cidrOverlaps", ["10.0.0.0/16", "10.0.200.0/24"], "true" },
        { "cidrOverlaps", ["10.0.200.0/24", "10.0.0.0/16"], "true" },
        { "cidrOverlaps", ["10.0.0.0/24", "10.0.1.0/24"], "false" },

        { "entries", [new Dictionary<string, object?> { ["b"] = 2, ["a"] = 1 }], """[{"key":"a","value":1},{"key":"b","value":2}]""" },
        { "toMap", [new object[] { new Dictionary<string, object?> { ["key"] = "a", ["value"] = 1 } }], """{"a":1}""" },
        { "toMap", [new object[] { new Dictionary<string, object?> { ["key"] = "a" }, new Dictionary<string, object?> { ["key"] = "a" } }], "error: toMap was given a key twice" },
        { "union", [new[] { 1, 2, 1 }, new[] { 3, 2 }], "[1,2,3]" },
        { "intersect", [new[] { 1, 2, 2 }, new[] { 3, 2 }], "[2]" },
        { "except", [new[] { 1, 2, 3 }, new[] { 3 }, new[] { 1 }], "[2]" },
        { "all", [new object[] { true, false }], "false" },
        { "any", [new object[] { 1 }], "error: any takes a list of booleans, and was given a number" },
        { "trimPrefix", ["v1.2", "v"], "\"1.2\"" },
        { "trimSuffix", ["a.txt", ".md"], "\"a.txt\"" },
        { "indent", ["a\nb", 2], "\"a\\n  b\"" },
        { "matches", ["app-12", "^app-[0-9]+$"], "true" },
        { "matches", ["aaaa", "(a)\\1"], "error: matches was given a pattern that is no regular expression, or one with back references or look-around" },
        { "capture", ["app-12", "^([a-z]+)-([0-9]+)$"], """["app-12","app","12"]""" },
        { "capture", ["app", "[0-9]"], "null" },
        { "replacePattern", ["a1b22", "[0-9]+", "#"], "\"a#b#\"" },
        { "md5", ["a"], "\"0cc175b9c0f1b6a831c399e269772661\"" },
        { "sha1", ["a"], "\"86f7e437faa5a7fce15d1ddcb9eaeaea377667b8\"" },
        { "hexEncode", ["aä"], "\"61c3a4\"" },
        { "urlEncode", ["a b/ä"], "\"a%20b%2F%C3%A4\"" },
        { "timeFormat", ["2026-01-31T12:05:00Z", "yyyy-MM-dd HH:mm"], "\"2026-01-31 12:05\"" },
        { "timeFormat", ["31.1.2026", "yyyy"], "error: timeFormat takes a time such as 2026-01-31T12:00:00Z first" },
        { "timeAdd", ["2026-01-31T12:05:00Z", "36h"], "\"2026-02-02T00:05:00Z\"" },
        { "timeAdd", ["2026-01-31T12:05:00+02:00", "-1d"], "\"2026-01-30T12:05:00+02:00\"" },
        { "template", ["${a + 1}: ${upper(b)}", new Dictionary<string, object?> { ["a"] = 1, ["b"] = "x" }], "\"2: X\"" },
        { "template", ["${c}", new Dictionary<string, object?>()], "error: template has no value for a name in its text" },
        { "template", ["${template(t, {t: t})}", new Dictionary<string, object?> { ["t"] = "x" }], "error: template was given a text whose ${…} can't be read" },
    };

    [Theory, MemberData(nameof(Calls))]
    public void Function_OfTheseArguments_Yields(string function, object?[] arguments, string expected) =>
        Assert.Equal(expected, Show(Call(function, arguments)));

    [Fact]
    public void CultureOfTheMachine_ChangesNothing()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        try
        {
            Thread.CurrentThread.CurrentCulture = new System.Globalization.CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" } };
            Assert.Equal("\"-1.5 1,234.50\"", Show(Call("format", "{0} {1:N2}", -1.5, 1234.5)));
            Assert.Equal("\"-1.5\"", Show(Call("asText", -1.5)));
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    [Fact]
    public void EveryFunction_StandsInTheSpecification()
    {
        var specification = File.ReadAllText(Path.Combine(Root(), "docs", "spec", "expressions.md"));
        foreach (var name in McpIac.Dsl.Expressions.Functions.Names) Assert.Contains($"`{name}(", specification, StringComparison.Ordinal);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "McpIac.Dsl.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The solution is not above the tests.");
    }
}
