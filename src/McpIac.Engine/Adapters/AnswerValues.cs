using System.Globalization;
using System.Text.RegularExpressions;
using McpIac.Engine.Connections;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Engine.Adapters;

/// <summary>Finds the value in a tool's answer. Total: any answer yields some value, a text at worst.</summary>
internal static class AnswerValues
{
    // Prose may be full of brackets; the JSON in it, if there is any, is found at one of the first.
    private const int MostStarts = 16, MostMatches = 100_000;

    private static readonly TimeSpan PatternTime = TimeSpan.FromMilliseconds(250);

    /// <param name="from"><see cref="ToolResult.From"/>.</param>
    /// <returns>Null when there is nothing at that place.</returns>
    public static Datum? Find(ToolAnswer answer, IReadOnlyList<string> from)
    {
        if (from.Count == 0) return Auto(answer);
        var (value, rest) = Source(answer, from[0]);
        foreach (var step in from.Skip(rest ? 0 : 1)) value = value is null ? null : Step(value, step);
        return value;
    }

    private static Datum? Auto(ToolAnswer answer) => answer.Structured ?? OfTexts(answer.Texts);

    // What a way begins with when its first step isn't a source itself: texts for patterns, else what is found.
    private static (Datum? Value, bool IsStep) Source(ToolAnswer answer, string first) => first switch
    {
        "auto" => (Auto(answer), false),
        "structured" => (answer.Structured, false),
        "text" => (Whole(answer.Texts), false),
        _ when first.StartsWith("text:", StringComparison.Ordinal) => (Numbered(answer.Texts, first["text:".Length..]), false),
        _ when first.StartsWith('/') => (Auto(answer), true),
        _ => (Whole(answer.Texts), true),
    };

    private static Datum? Step(Datum value, string step) => step switch
    {
        "json" => value.AsText() is { } text ? Json(text.Trim()) ?? Inside(text) : value,
        _ when step.StartsWith("regex:", StringComparison.Ordinal) => Matches(value, step["regex:".Length..])?.Select(ValueOf).FirstOrDefault(),
        _ when step.StartsWith("each:", StringComparison.Ordinal) => Matches(value, step["each:".Length..]) is { } found ? Datum.ListOf(found.Take(MostMatches).Select(ValueOf)) : null,
        _ => JsonPointer.Find(value, step),
    };

    /// <summary>The value as the shape wants it, where servers write texts for numbers or numbers for texts; else as it is.</summary>
    public static Datum Fitted(Shape? shape, Datum value) => shape?.Kind switch
    {
        ShapeKind.Integer or ShapeKind.Number when value.AsText() is { Length: > 0 and < 100 } text && DatumReader.Read(text).Value is { Kind: DatumKind.Number } number => number,
        ShapeKind.Boolean when value.AsText() is "true" or "false" => Datum.Of(value.AsText() == "true"),
        ShapeKind.Text when value.NumberText is { } digits => Datum.Of(digits),
        ShapeKind.Text when value.AsBoolean() is { } truth => Datum.Of(truth ? "true" : "false"),
        _ => value,
    };

    private static Datum? OfTexts(IReadOnlyList<string> texts)
    {
        foreach (var text in texts)
        {
            if (Json(text.Trim()) is { } value) return value;
        }

        return texts.Select(Inside).FirstOrDefault(v => v is not null) ?? Whole(texts);
    }

    private static Datum? Whole(IReadOnlyList<string> texts) => texts.Count == 0 ? null : Datum.Of(string.Join('\n', texts));

    private static Datum? Numbered(IReadOnlyList<string> texts, string number) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < texts.Count ? Json(texts[index].Trim()) ?? Datum.Of(texts[index]) : null;

    private static IEnumerable<Match>? Matches(Datum value, string pattern)
    {
        try
        {
            return Regex.Matches(value.AsText() ?? value.ToString(), pattern, RegexOptions.CultureInvariant | RegexOptions.Multiline, PatternTime).ToArray();
        }
        catch (Exception e) when (e is RegexMatchTimeoutException or ArgumentException)
        {
            return null;
        }
    }

    // Named groups make an object, a single unnamed one its text.
    private static Datum ValueOf(Match match)
    {
        var named = match.Groups.Cast<Group>().Where(g => g.Success && !char.IsAsciiDigit(g.Name[0])).Select(g => KeyValuePair.Create(g.Name, Datum.Of(g.Value))).ToArray();
        return named.Length > 0 ? Datum.MapOf(named) : Datum.Of(match.Groups.Count > 1 ? match.Groups[1].Value : match.Value);
    }

    private static Datum? Json(string text) => text.Length > 0 && text[0] is '{' or '[' && DatumReader.ReadPruned(text).Value is { } value ? value : null;

    // "Created it:\n{ … }\nDone." The first bracket that closes around JSON.
    private static Datum? Inside(string text)
    {
        var starts = 0;
        for (var at = text.AsSpan().IndexOfAny('{', '['); at >= 0 && starts < MostStarts; starts++)
        {
            var end = Close(text, at);
            if (end > at && Json(text[at..end]) is { } value) return value;
            var next = text.AsSpan(at + 1).IndexOfAny('{', '[');
            at = next < 0 ? -1 : at + 1 + next;
        }

        return null;
    }

    /// <summary>Behind the bracket that closes the one at <paramref name="start"/>; the start when none does.</summary>
    private static int Close(string text, int start)
    {
        var depth = 0;
        var quoted = false;
        for (var i = start; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted)
            {
                if (c == '\\') i++;
                else if (c == '"') quoted = false;
            }
            else if (c == '"')
            {
                quoted = true;
            }
            else if (c is '{' or '[')
            {
                depth++;
            }
            else if (c is '}' or ']' && --depth == 0)
            {
                return i + 1;
            }
        }

        return start;
    }
}
