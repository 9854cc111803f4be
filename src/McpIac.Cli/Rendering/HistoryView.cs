using System.Globalization;
using McpIac.State.Journals;

namespace McpIac.Cli.Rendering;

/// <summary>The versions of a state.</summary>
internal static class HistoryView
{
    public static IEnumerable<Line> Of(IReadOnlyList<StateVersion> versions)
    {
        if (versions.Count == 0) yield return new Line("There are no versions: nothing was applied yet.");
        var (serial, kind, outcome) = (Width(versions.Select(v => Number(v.Serial))), Width(versions.Select(v => v.Kind)), Width(versions.Select(v => v.Outcome)));
        foreach (var version in versions)
        {
            yield return new Line(
                new Piece(Number(version.Serial).PadLeft(serial), Ink.Strong), "  ", new Piece(Time(version.Ended ?? version.Started), Ink.Faint), "  ", version.Kind.PadRight(kind), "  ",
                new Piece(version.Outcome.PadRight(outcome), InkOf(version.Outcome)), "  ", ActionWords.Count(version.Changes, "change"));
        }
    }

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static Ink InkOf(string outcome) => outcome switch { "succeeded" => Ink.Good, "failed" => Ink.Bad, _ => Ink.Warn };

    public static string Number(long serial) => serial.ToString(CultureInfo.InvariantCulture);

    private static int Width(IEnumerable<string> texts) => texts.Select(t => t.Length).DefaultIfEmpty(0).Max();
}
