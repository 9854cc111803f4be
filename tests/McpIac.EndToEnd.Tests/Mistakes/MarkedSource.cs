namespace McpIac.EndToEnd.Tests.Mistakes;

/// <summary>A program with <c>[|marks|]</c> around what a diagnostic should underline. Lines and columns count from 1, the end is after the last character.</summary>
internal sealed record MarkedSource(string Text, int Line, int Column, int EndColumn)
{
    public static MarkedSource Read(string marked)
    {
        var (start, end) = (marked.IndexOf("[|", StringComparison.Ordinal), marked.IndexOf("|]", StringComparison.Ordinal));
        Assert.InRange(start, 0, end);
        var text = marked.Remove(end, 2).Remove(start, 2);
        var lines = text[..start].Split('\n');
        return new MarkedSource(text, lines.Length, lines[^1].Length + 1, lines[^1].Length + 1 + end - start - 2);
    }

    /// <summary>The source line with the marked part underlined, as a terminal shows it.</summary>
    public string Excerpt =>
        $"{Line,5} | {Text.Split('\n')[Line - 1]}\n      | {new string(' ', Column - 1)}{new string('^', EndColumn - Column)}\n";
}
