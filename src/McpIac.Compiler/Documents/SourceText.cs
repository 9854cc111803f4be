using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Documents;

/// <summary>A file's text, and places in it. Lines and columns count from 1, in UTF-16 code units; <c>\n</c> ends a line.</summary>
internal sealed class SourceText
{
    private readonly List<int> starts = [0];

    public SourceText(string file, string text)
    {
        (File, Text) = (file, text);
        for (var at = text.IndexOf('\n'); at >= 0; at = text.IndexOf('\n', at + 1)) starts.Add(at + 1);
    }

    public string File { get; }
    public string Text { get; }
    public int LineCount => starts.Count;

    /// <summary>The place of a part of the text; what lies outside of it is its end.</summary>
    public SourcePlace Place(int start, int end)
    {
        var (line, column) = Position(start);
        var (endLine, endColumn) = Position(Math.Max(start, end));
        return new SourcePlace(File, line, column, endLine, endColumn);
    }

    /// <summary>A line without its end; empty when there is no such line.</summary>
    public ReadOnlySpan<char> Line(int number)
    {
        if (number < 1 || number > starts.Count) return [];
        var end = number < starts.Count ? starts[number] : Text.Length;
        return Text.AsSpan(starts[number - 1], end - starts[number - 1]).TrimEnd("\r\n");
    }

    private (int Line, int Column) Position(int offset)
    {
        var at = Math.Clamp(offset, 0, Text.Length);
        var found = starts.BinarySearch(at);
        var line = found >= 0 ? found : ~found - 1;
        return (line + 1, at - starts[line] + 1);
    }
}
