using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Documents;

/// <summary>A part of a document's text. Its place is computed when a message needs it, which is seldom.</summary>
internal readonly record struct SourceSpan(SourceText Source, int Start, int End)
{
    public SourcePlace Place => Source.Place(Start, TrimmedEnd);

    /// <summary>The place on its first line, for what goes over many.</summary>
    public SourcePlace FirstLine
    {
        get
        {
            var newLine = Source.Text.AsSpan(Start, TrimmedEnd - Start).IndexOfAny('\r', '\n');
            return newLine < 0 ? Place : Source.Place(Start, Start + newLine);
        }
    }

    // A block of YAML ends where the next thing begins.
    private int TrimmedEnd
    {
        get
        {
            var end = Math.Min(End, Source.Text.Length);
            while (end > Start && char.IsWhiteSpace(Source.Text[end - 1])) end--;
            return end;
        }
    }
}
