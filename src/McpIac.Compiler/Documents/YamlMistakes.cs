using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Documents;

/// <summary>The commonest mistakes in YAML in words that help: the library's say what its parser was doing.</summary>
internal static class YamlMistakes
{
    private const string Quote = "Put the whole text in quotes.";

    /// <param name="flows">The [ and { that are open, innermost first.</param>
    public static Diagnostic Explain(SourceText source, string message, int start, int end, Stack<SourceSpan> flows)
    {
        var place = new SourceSpan(source, Math.Min(start, source.Text.Length), Math.Max(end, start + 1)).FirstLine;
        var at = start < source.Text.Length ? source.Text[start] : '\0';
        bool Says(string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);

        if (Says("tab") && TabAfter(source, place.Line) is { } tab) return Malformed("a tab can't indent", tab, "Use spaces.");
        if (at == '{' && start > 0 && source.Text[start - 1] == '$')
            return Malformed("inside of [ ] and { } a text with ${ has to stand in quotes", source.Place(start - 1, start + 1), "Write \"${…}\".");
        if (flows.TryPeek(out var open) && !Says("quoted") && !Says("cannot start"))
        {
            var where = open.Start == start ? "" : $" of line {open.Place.Line}";
            return Malformed($"the {source.Text[open.Start]}{where} isn't closed", place, "Close it, or put texts with special characters in quotes.");
        }

        if (Says("invalid mapping")) return Mapping(source, start, place);
        if (Says("cannot start")) return Malformed($"a text without quotes can't begin with {at}", place, Quote);
        if (Says("quoted") && (Says("end of stream") || Says("wrong indentation"))) return Malformed("the quote isn't closed", place, $"Add the closing {at}.");
        if (Says("escape"))
            return Malformed("after \\ there is a character that isn't escaped", source.Place(end, end + 2), "Between \" a backslash is written \\\\; between ' it stands for itself.");
        if (start > 0 && source.Text[start - 1] is '\'' or '"')
            return Malformed("something follows the closing quote", place, "Inside of '…' a quote is written twice, inside of \"…\" as \\\".");
        if (at is ']' or '}') return Malformed($"there is nothing open that this {at} closes", place, "Take it out, or put the text in quotes.");
        if (Says("did not find expected")) return Malformed("the indentation doesn't fit what stands above", place, "What belongs together begins in the same column.");
        return Malformed(char.ToLowerInvariant(message[0]) + message[1..], place, "Mend the document's form.");
    }

    private static Diagnostic Malformed(string why, SourcePlace place, string remedy) => DocumentProblems.Malformed("YAML", why, place, remedy);

    // A: b: c, or a key that is indented further than those above, which makes it part of the text above.
    private static Diagnostic Mapping(SourceText source, int colon, SourcePlace place)
    {
        var before = source.Line(place.Line)[..Math.Max(0, place.Column - 1)];
        if (before.Contains(": ", StringComparison.Ordinal)) return Malformed("': ' can't stand in a text without quotes", place, Quote);
        var indent = before.Length - before.TrimStart(' ').Length;
        var key = source.Place(colon - before.Length + indent, colon);
        return Malformed("this is indented further than the keys above it", key, "Keys of one map begin in the same column.");
    }

    // The library names the line before, or the one before that.
    private static SourcePlace? TabAfter(SourceText source, int line)
    {
        for (var number = line; number <= Math.Min(source.LineCount, line + 1_000); number++)
        {
            var text = source.Line(number);
            var indent = text.Length - text.TrimStart(" \t").Length;
            if (text[..indent].IndexOf('\t') is >= 0 and var tab) return new SourcePlace(source.File, number, tab + 1, number, tab + 2);
        }

        return null;
    }
}
