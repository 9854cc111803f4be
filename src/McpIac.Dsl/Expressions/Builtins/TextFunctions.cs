using System.Globalization;
using System.Text.RegularExpressions;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Dsl.Expressions.Builtins;

/// <summary>Texts: UTF-16 code units, compared ordinally, case by the invariant culture.</summary>
internal static partial class TextFunctions
{
    public static IReadOnlyList<Function> All { get; } =
    [
        Text("upper", 1, 1, ShapeKind.Text, static (t, _, _) => t.ToUpperInvariant()),
        Text("lower", 1, 1, ShapeKind.Text, static (t, _, _) => t.ToLowerInvariant()),
        new("trim", 1, 2, ShapeKind.Text, static (a, work) => Trim("trim", a, work, static (t, c) => t.Trim(c))),
        new("trimStart", 1, 2, ShapeKind.Text, static (a, work) => Trim("trimStart", a, work, static (t, c) => t.TrimStart(c))),
        new("trimEnd", 1, 2, ShapeKind.Text, static (a, work) => Trim("trimEnd", a, work, static (t, c) => t.TrimEnd(c))),
        new("replace", 3, 3, ShapeKind.Text, Replace),
        new("split", 2, 2, ShapeKind.List, Split),
        Text("startsWith", 2, 2, ShapeKind.Boolean, static (t, x, _) => t.StartsWith(x, StringComparison.Ordinal)),
        Text("endsWith", 2, 2, ShapeKind.Boolean, static (t, x, _) => t.EndsWith(x, StringComparison.Ordinal)),
        Text("indexOf", 2, 2, ShapeKind.Integer, static (t, x, _) => (long)t.IndexOf(x, StringComparison.Ordinal)),
        Text("lastIndexOf", 2, 2, ShapeKind.Integer, static (t, x, _) => (long)t.LastIndexOf(x, StringComparison.Ordinal)),
        new("substring", 2, 3, ShapeKind.Text, Substring),
        new("padLeft", 2, 3, ShapeKind.Text, static (a, work) => Pad("padLeft", a, work, static (t, w, c) => t.PadLeft(w, c))),
        new("padRight", 2, 3, ShapeKind.Text, static (a, work) => Pad("padRight", a, work, static (t, w, c) => t.PadRight(w, c))),
        Text("trimPrefix", 2, 2, ShapeKind.Text, static (t, x, _) => t.StartsWith(x, StringComparison.Ordinal) ? t[x.Length..] : t),
        Text("trimSuffix", 2, 2, ShapeKind.Text, static (t, x, _) => t.EndsWith(x, StringComparison.Ordinal) ? t[..^x.Length] : t),
        new("indent", 2, 2, ShapeKind.Text, Indent),
        new("asText", 1, 1, ShapeKind.Text, static (a, _) => Texts.Of(a[0])),
        new("asNumber", 1, 1, ShapeKind.Number, AsNumber),
        new("format", 1, int.MaxValue, ShapeKind.Text, static (a, work) => CompositeFormat.Apply(a, work)),
    ];

    private static Function Text(string name, int min, int max, ShapeKind result, Func<string, string, string, Outcome> body) =>
        new(name, min, max, result, (arguments, work) =>
        {
            work.SpendSearch(arguments[0].AsText() ?? "", arguments.Count > 1 ? arguments[1].AsText() ?? "" : "");
            return Arguments.OnText(name, arguments, body);
        });

    private static Outcome Trim(string name, IReadOnlyList<Datum> arguments, Work work, Func<string, char[]?, string> trim) =>
        Arguments.OnText(name, arguments, (text, characters, _) =>
        {
            work.SpendSearch(text, characters);
            return trim(text, arguments.Count == 1 ? null : characters.ToCharArray());
        });

    private static Outcome Replace(IReadOnlyList<Datum> arguments, Work work) => Arguments.OnText("replace", arguments, (text, old, replacement) =>
    {
        if (old.Length == 0) return Outcome.Fail("replace can't look for an empty text");
        work.SpendSearch(text, old);
        var found = 0L;
        for (var at = text.IndexOf(old, StringComparison.Ordinal); at >= 0; at = text.IndexOf(old, at + old.Length, StringComparison.Ordinal)) found++;
        work.Spend(found * replacement.Length);
        return text.Replace(old, replacement, StringComparison.Ordinal);
    });

    // The first line is left where it stands, since something goes before it.
    private static Outcome Indent(IReadOnlyList<Datum> arguments, Work work)
    {
        if (arguments[0].AsText() is not { } text) return Arguments.Wrong("indent", "a text first", arguments[0]);
        if (Arguments.Whole(arguments[1]) is not { } width || width is < 0 or > 1000) return Outcome.Fail("indent takes a number of spaces from 0 to 1000 second");
        var lines = text.Count(c => c == '\n');
        work.Spend(text.Length + (long)lines * width);
        return text.Replace("\n", "\n" + new string(' ', width), StringComparison.Ordinal);
    }

    private static Outcome Split(IReadOnlyList<Datum> arguments, Work work) => Arguments.OnText("split", arguments, (text, separator, _) =>
    {
        if (separator.Length == 0) return Outcome.Fail("split can't split at an empty text");
        work.SpendSearch(text, separator);
        return Datum.ListOf(text.Split(separator, StringSplitOptions.None).Select(Datum.Of));
    });

    private static Outcome Substring(IReadOnlyList<Datum> arguments, Work work)
    {
        if (arguments[0].AsText() is not { } text) return Arguments.Wrong("substring", "a text first", arguments[0]);
        if (Arguments.Whole(arguments[1]) is not { } start) return Arguments.Wrong("substring", "a whole number as start", arguments[1]);
        var length = arguments.Count == 3 ? Arguments.Whole(arguments[2]) : Math.Max(text.Length - start, 0);
        if (length is not { } taken) return Arguments.Wrong("substring", "a whole number as length", arguments[2]);
        if (start < 0 || start > text.Length || taken < 0 || taken > text.Length - start)
        {
            return Outcome.Fail($"substring asks for {taken} characters from {start} on, of a text of {text.Length}");
        }

        work.Spend(taken);
        return text.Substring(start, taken);
    }

    private static Outcome Pad(string name, IReadOnlyList<Datum> arguments, Work work, Func<string, int, char, string> pad)
    {
        if (arguments[0].AsText() is not { } text) return Arguments.Wrong(name, "a text first", arguments[0]);
        if (Arguments.Whole(arguments[1]) is not { } width || width is < 0 or > Limits.Padding)
        {
            return Outcome.Fail($"{name} takes a width from 0 to {Limits.Padding}");
        }

        var filler = arguments.Count == 3 ? arguments[2].AsText() : " ";
        if (filler is not [var character]) return Outcome.Fail($"{name} fills with a text of one character");
        work.Spend(Math.Max(width, text.Length));
        return pad(text, width, character);
    }

    private static Outcome AsNumber(IReadOnlyList<Datum> arguments, Work work)
    {
        var value = arguments[0];
        if (value.Kind == DatumKind.Number) return value;
        if (value.AsText() is not { } text) return Arguments.Wrong("asNumber", "a text", value);
        if (text.Length > 400 || !JsonNumber().IsMatch(text)) return Outcome.Fail("asNumber was given a text that is no number");
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? Datum.OfNumber(text)
            : Outcome.Fail("asNumber was given a number that is too large");
    }

    [GeneratedRegex(@"\A-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex JsonNumber();
}
