using System.Globalization;
using System.Text;
using McpIac.Cli.Projects;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Cli.Rendering;

/// <summary>A diagnostic on one line, then the source line with the offence underlined, then what to do.</summary>
internal static class DiagnosticView
{
    private const int SourceWidth = 140;

    /// <param name="sourceLine">The text of a file's line, or null when it can't be read.</param>
    public static IEnumerable<Line> Of(Diagnostic diagnostic, Func<string, int, string?> sourceLine)
    {
        var (word, ink) = diagnostic.Severity switch
        {
            Severity.Error => ("error", Ink.Bad),
            Severity.Warning => ("warning", Ink.Warn),
            _ => ("note", Ink.Accent),
        };
        yield return new Line(new Piece(Where(diagnostic.Place), Ink.Strong), new Piece($"{word} {diagnostic.Id}", ink), $": {diagnostic.Message}");
        if (diagnostic.Place is { Line: > 0 } place && sourceLine(place.File, place.Line) is { } source)
        {
            foreach (var line in Excerpt(place, source, ink)) yield return line;
        }

        if (diagnostic.Remedy is { } remedy) yield return new Line(new Piece("  help: ", Ink.Accent), remedy);
    }

    /// <summary>"1 error, 2 warnings", or null when there is neither.</summary>
    public static string? Count(IReadOnlyCollection<Diagnostic> diagnostics)
    {
        string[] counts =
        [
            .. Plural(diagnostics.Count(d => d.Severity == Severity.Error), "error"),
            .. Plural(diagnostics.Count(d => d.Severity == Severity.Warning), "warning"),
        ];
        return counts.Length == 0 ? null : string.Join(", ", counts);

        static string[] Plural(int count, string word) => count == 0 ? [] : [$"{count} {word}{(count == 1 ? "" : "s")}"];
    }

    private static string Where(SourcePlace? place) => place switch
    {
        null => "",
        { Line: <= 0 } => $"{Project.Display(place.File)}: ",
        { Column: <= 0 } => string.Create(CultureInfo.InvariantCulture, $"{Project.Display(place.File)}({place.Line}): "),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Project.Display(place.File)}({place.Line},{place.Column}): "),
    };

    private static IEnumerable<Line> Excerpt(SourcePlace place, string source, Ink ink)
    {
        var number = place.Line.ToString(CultureInfo.InvariantCulture).PadLeft(5);
        var bar = new Piece($"{new string(' ', number.Length)} | ", Ink.Faint);
        var start = Math.Clamp(place.Column - 1, 0, source.Length);
        var from = start < SourceWidth ? 0 : start - SourceWidth / 2;
        var shown = source[from..Math.Min(source.Length, from + SourceWidth)].TrimEnd();
        yield return new Line(new Piece($"{number} | ", Ink.Faint), shown);
        if (place.Column <= 0) yield break;

        start -= from;
        var end = place.EndLine == place.Line && place.EndColumn > place.Column ? place.EndColumn - 1 - from : place.EndLine > place.Line ? shown.Length : start + 1;
        var before = Cells(shown.AsSpan(0, Math.Min(start, shown.Length)));
        var under = Math.Max(1, end <= start || start >= shown.Length ? 1 : Cells(shown.AsSpan(start, Math.Min(end, shown.Length) - start)));
        yield return new Line(bar, new Piece(new string(' ', before) + new string('^', under), ink));
    }

    // How many columns of a terminal the text takes: combining marks none, East Asian wide characters and emoji two.
    private static int Cells(ReadOnlySpan<char> text)
    {
        var cells = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            cells += Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format ? 0
                : rune.Value is (>= 0x1100 and <= 0x115f) or (>= 0x2e80 and <= 0xa4cf) or (>= 0xac00 and <= 0xd7a3) or (>= 0xf900 and <= 0xfaff)
                    or (>= 0xfe30 and <= 0xfe6f) or (>= 0xff00 and <= 0xff60) or (>= 0x1f300 and <= 0x1faff) or (>= 0x20000 and <= 0x3fffd) ? 2
                : 1;
        }

        return cells;
    }
}
