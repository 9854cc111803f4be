using McpIac.Cli.Sessions;
using McpIac.Schemas.Compatibility;
using McpIac.Schemas.Data;

namespace McpIac.Cli.Rendering;

/// <summary>What is different between two snapshots, the gravest first.</summary>
internal static class SchemaChangeView
{
    public static IEnumerable<Line> Of(IReadOnlyList<SchemaChange> changes)
    {
        foreach (var group in changes.GroupBy(c => c.Impact).OrderByDescending(g => g.Key))
        {
            var (title, ink) = group.Key switch
            {
                ChangeImpact.Breaking => ("Breaking: a program may not compile any more, or a value be refused", Ink.Bad),
                ChangeImpact.Behavioural => ("Behavioural: the same program may do something else", Ink.Warn),
                _ => ("Additive", Ink.Good),
            };
            yield return new Line("  ", new Piece(title, ink));
            foreach (var type in group.GroupBy(c => c.Type))
            {
                yield return new Line("    ", new Piece(type.Key, Ink.Accent));
                foreach (var change in type) yield return new Line("      ", new Piece(change.Path, Ink.Strong), change.Path.Length == 0 ? change.Text : $" {change.Text}");
            }
        }
    }

    /// <summary>"2 breaking, 1 behavioural, 4 additive changes".</summary>
    public static string Count(IReadOnlyList<SchemaChange> changes)
    {
        string[] counts =
        [
            .. new[] { ChangeImpact.Breaking, ChangeImpact.Behavioural, ChangeImpact.Additive }
                .Select(i => (Impact: i, Count: changes.Count(c => c.Impact == i))).Where(c => c.Count > 0)
                .Select(c => $"{c.Count} {c.Impact.ToString().ToLowerInvariant()}"),
        ];
        return counts.Length == 0 ? "no changes that concern programs" : $"{string.Join(", ", counts)} {(changes.Count == 1 ? "change" : "changes")}";
    }

    public static Datum Json(IReadOnlyList<SchemaChange> changes) => Datum.ListOf(changes.Select(c => Datum.MapOf(
    [
        new("impact", JsonReport.Word(c.Impact)),
        new("type", Datum.Of(c.Type)),
        .. c.Path.Length > 0 ? [new KeyValuePair<string, Datum>("path", Datum.Of(c.Path))] : Array.Empty<KeyValuePair<string, Datum>>(),
        new("change", JsonReport.Word(c.Kind)),
        new("text", Datum.Of(c.Text)),
        .. c.RenamedTo is { } name ? [new KeyValuePair<string, Datum>("renamedTo", Datum.Of(name))] : Array.Empty<KeyValuePair<string, Datum>>(),
    ])));
}
