using System.Globalization;
using McpIac.Conformance.Reports;

namespace McpIac.Cli.Rendering;

/// <summary>What the conformance kit found out: a row a check, then the levels.</summary>
internal static class ConformanceView
{
    private const int Highest = 4;
    private static readonly CheckOutcome[] Shown = [CheckOutcome.Failed, CheckOutcome.Skipped];

    /// <param name="wanted">The level that has to be reached; null for the one that the server claims.</param>
    /// <param name="all">What passed and what was exempt too, and what failed above that level.</param>
    public static IEnumerable<Line> Of(ConformanceReport report, int? wanted, bool all)
    {
        var level = wanted ?? report.Claimed ?? Highest;
        var untried = report.Types.Where(t => t.Untried is not null).Select(t => t.Type).ToHashSet(StringComparer.Ordinal);
        CheckResult[] rows = [.. report.Results.Where(r => all || (Shown.Contains(r.Outcome) && r.Level <= level && (r.Outcome == CheckOutcome.Failed || r.Type is null || !untried.Contains(r.Type))))];
        var (id, type) = (Width(rows.Select(r => r.Id)), Width(rows.Select(r => r.Type ?? "server")));
        if (rows.Length > 0) yield return new Line(new Piece($"  {"",-7}  level  {"check".PadRight(id)}  of", Ink.Faint));
        foreach (var row in rows)
        {
            yield return new Line("  ", new Piece(row.Outcome.ToString().ToLowerInvariant().PadRight(7), InkOf(row.Outcome)), $"  L{row.Level}     ",
                new Piece(row.Id.PadRight(id), Ink.Strong), "  ", new Piece((row.Type ?? "server").PadRight(type), Ink.Accent), "  ", row.Why ?? row.Title, new Piece($" ({row.Clause})", Ink.Faint));
        }

        if (rows.Length > 0) yield return Line.Empty;
        if (!all && report.Failures.Count(f => f.Level > level) is > 0 and var above) yield return new Line(new Piece($"  {ActionWords.Count(above, "check")} above level {level} failed; --all shows them.", Ink.Faint));
        foreach (var line in Levels(report)) yield return line;
        yield return new Line(Summary(report));
    }

    private static IEnumerable<Line> Levels(ConformanceReport report)
    {
        var width = Width(report.Types.Select(t => t.Type));
        foreach (var type in report.Types)
        {
            if (type.Untried is { } why)
            {
                yield return new Line("  ", new Piece(type.Type.PadRight(width), Ink.Accent), "  ", new Piece("not tried: ", Ink.Warn), why);
                continue;
            }

            yield return new Line("  ", new Piece(type.Type.PadRight(width), Ink.Accent), "  ", new Piece($"L{type.Level}", type.Level >= (report.Claimed ?? 0) ? Ink.Good : Ink.Bad),
                new Piece(type.Exemptions.Count == 0 ? "" : $"  exempt from {string.Join(", ", type.Exemptions)}", Ink.Faint));
        }

        var claim = report.Claimed is { } level ? $" and claims {level}" : " and claims none";
        yield return new Line(new Piece(report.Provider.Length > 0 ? report.Provider : report.Server, Ink.Strong), " reaches level ",
            new Piece(report.Level.ToString(CultureInfo.InvariantCulture), report.Reaches() ? Ink.Good : Ink.Bad), $"{claim}.");
    }

    private static string Summary(ConformanceReport report)
    {
        var counts = Enum.GetValues<CheckOutcome>().Select(o => (Outcome: o, Count: report.Results.Count(r => r.Outcome == o))).Where(c => c.Count > 0 || c.Outcome == CheckOutcome.Passed);
        return string.Join(", ", counts.Select(c => $"{c.Count} {c.Outcome.ToString().ToLowerInvariant()}")) + ".";
    }

    private static Ink InkOf(CheckOutcome outcome) => outcome switch { CheckOutcome.Passed => Ink.Good, CheckOutcome.Failed => Ink.Bad, CheckOutcome.Skipped => Ink.Warn, _ => Ink.Faint };

    private static int Width(IEnumerable<string> texts) => texts.Select(t => t.Length).DefaultIfEmpty(0).Max();
}
