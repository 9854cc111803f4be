namespace McpIac.Schemas.Data;

/// <summary>
/// Finds where text stops being plain, so that what is plain is copied at once. A loop, not a vectorized search: those are compiled anew in every process, which
/// takes a start longer than they save on a snapshot of megabytes.
/// </summary>
internal static class PlainText
{
    /// <summary>From <paramref name="start"/> the first character that isn't printable ASCII, or is a quote or backslash; the length when there is none.</summary>
    public static int EndInJson(string text, int start)
    {
        while (start < text.Length && text[start] is >= ' ' and <= '~' and not ('"' or '\\')) start++;
        return start;
    }

    /// <summary>The same with what XML escapes.</summary>
    public static int EndInXml(string text, int start)
    {
        while (start < text.Length && text[start] is >= ' ' and <= '~' and not ('&' or '<' or '>')) start++;
        return start;
    }
}
