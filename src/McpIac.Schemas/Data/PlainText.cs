namespace McpIac.Schemas.Data;

/// <summary>
/// Finds where text stops being plain, so that what is plain is copied at once. Nearly all text is; looking at each character by itself would be most of the
/// time that reading and writing take.
/// </summary>
internal static class PlainText
{
#if NET
    private static readonly System.Buffers.SearchValues<char> PlainInJson = System.Buffers.SearchValues.Create(Printable("\"\\"));
    private static readonly System.Buffers.SearchValues<char> PlainInXml = System.Buffers.SearchValues.Create(Printable("&<>"));

    /// <summary>From <paramref name="start"/> the first character that isn't printable ASCII, or is a quote or backslash; the length when there is none.</summary>
    public static int EndInJson(string text, int start) => End(text, start, PlainInJson);

    /// <summary>The same with what XML escapes.</summary>
    public static int EndInXml(string text, int start) => End(text, start, PlainInXml);

    private static int End(string text, int start, System.Buffers.SearchValues<char> plain)
    {
        var found = text.AsSpan(start).IndexOfAnyExcept(plain);
        return found < 0 ? text.Length : start + found;
    }

    private static string Printable(string without) => new(Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Where(c => !without.Contains(c)).ToArray());
#else
    public static int EndInJson(string text, int start)
    {
        while (start < text.Length && text[start] is >= ' ' and <= '~' and not ('"' or '\\')) start++;
        return start;
    }

    public static int EndInXml(string text, int start)
    {
        while (start < text.Length && text[start] is >= ' ' and <= '~' and not ('&' or '<' or '>')) start++;
        return start;
    }
#endif
}
