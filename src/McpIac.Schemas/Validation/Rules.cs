using McpIac.Schemas.Data;

namespace McpIac.Schemas.Validation;

/// <summary>What the rules of schemas ask of single values, and how it is said that one is broken. Shapes and schemas are judged by the same ones.</summary>
internal static class Rules
{
    private const int MostListed = 12;

    public static string Length(int length, int? least, int? most, string shown) =>
        length < least ? least == 1 ? "an empty text isn't allowed" : $"{shown} is shorter than {least} characters" : $"{shown} is longer than {most} characters";

    public static string Pattern(string pattern, string shown) => $"{shown} doesn't match the pattern {pattern}";

    public static string Format(string what, string shown) => $"{shown} is no {what}";

    /// <param name="noun">In the singular: <c>element</c>.</param>
    public static string Count(int count, string noun, int? least, int? most, string suffix = "") =>
        count < least ? $"has {Counted(count, noun)}{suffix}, fewer than {least}" : $"has {Counted(count, noun)}{suffix}, more than {most}";

    public static string Twice(string shown) => $"{shown} is in the list more than once";

    public static string Missing => "is required and isn't set";

    public static string Unknown(string name, IEnumerable<string> known) => "isn't known here" + Suggestion(Nearest.To(name, known));

    /// <param name="given">What the nearest one is looked for; null for none.</param>
    public static string NoneOf(IEnumerable<Datum> values, string shown, string? given)
    {
        var allowed = values.Select(e => e.AsText() ?? Show(e)).ToArray();
        var list = allowed.Length <= MostListed ? string.Join(", ", allowed) : string.Join(", ", allowed.Take(MostListed)) + $" and {allowed.Length - MostListed} more";
        return $"{shown} is none of {list}" + Suggestion(given is null ? null : Nearest.To(given, allowed));
    }

    /// <param name="expected">With its article: <c>a text</c>.</param>
    public static string WrongKind(string expected, Datum value, string shown) =>
        value.Kind is DatumKind.List or DatumKind.Map ? $"is {Kind(value.Kind)}, not {expected}" : $"{shown} is {Kind(value.Kind)}, not {expected}";

    public static string NotWhole(string shown) => $"{shown} is no whole number of 64 bits";

    public static string Kind(DatumKind kind) => kind switch
    {
        DatumKind.Text => "a text",
        DatumKind.Number => "a number",
        DatumKind.Boolean => "a boolean",
        DatumKind.List => "a list",
        _ => "a map",
    };

    public static string Show(Datum value)
    {
        var text = value.ToString();
        return text.Length <= 80 ? text : text.Substring(0, 77) + "…";
    }

    /// <summary>JSON Schema counts characters, not UTF-16 units.</summary>
    public static int CodePoints(string text)
    {
        var count = text.Length;
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i - 1], text[i])) count--;
        }

        return count;
    }

    private static string Suggestion(string? nearest) => nearest is null ? "" : $"; did you mean '{nearest}'?";

    private static string Counted(int count, string noun) =>
        count == 1 ? $"1 {noun}" : $"{count} {(noun == "entry" ? "entries" : noun + "s")}";
}
