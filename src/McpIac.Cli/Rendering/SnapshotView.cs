using McpIac.Plans.Journals;
using McpIac.State.Journals;

namespace McpIac.Cli.Rendering;

/// <summary>Snapshots, one a line; as a whole with what each doesn't bring back.</summary>
internal static class SnapshotView
{
    public static IEnumerable<Line> Of(IReadOnlyList<RecordedEntry> snapshots, bool whole)
    {
        if (snapshots.Count == 0) yield return new Line("There are no snapshots.");
        foreach (var entry in snapshots)
        {
            if (entry.Entry is not SnapshotTaken snapshot) continue;
            yield return new Line(
                new Piece(HistoryView.Number(entry.Serial), Ink.Strong), "  ", new Piece(HistoryView.Time(entry.At), Ink.Faint),
                $"  {string.Join(", ", snapshot.Parts.Select(p => $"{p.Provider} ({ActionWords.Count(p.Resources, "resource")}, {p.Fidelity})"))}", new Piece(snapshot.Label is { } label ? $"  {label}" : "", Ink.Accent));
            foreach (var left in whole ? snapshot.Parts.SelectMany(p => p.Excludes) : []) yield return new Line("  ", new Piece("without ", Ink.Warn), left);
        }
    }
}
