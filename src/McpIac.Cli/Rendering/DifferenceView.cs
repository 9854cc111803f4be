using McpIac.Dsl.Deployments;
using McpIac.Plans.Planning;
using McpIac.Plans.States;

namespace McpIac.Cli.Rendering;

/// <summary>What differs between two versions of a state.</summary>
internal static class DifferenceView
{
    public static IEnumerable<Line> Of(StateDifference difference)
    {
        if (difference.IsEmpty) yield return new Line("The two are alike.");
        foreach (var resource in difference.Resources)
        {
            var former = resource.Former is { } urn ? $", formerly {Urns.Local(urn)}" : "";
            yield return new Line(Symbol(resource.What), " ", new Piece(Urns.Local(resource.Urn), Ink.Strong), "  ", new Piece(resource.Type, Ink.Accent), new Piece($"  {resource.What}{former}", Ink.Faint));
            foreach (var line in resource.Properties.SelectMany(p => Change(p)).Concat(Titled("outputs", resource.Outputs)).Concat(Titled("kept", resource.Kept))) yield return line.Indented(4);
        }

        if (difference.Outputs.Count > 0) yield return new Line(new Piece("Outputs", Ink.Strong));
        foreach (var line in difference.Outputs.SelectMany(Change)) yield return line.Indented(2);
    }

    private static IEnumerable<Line> Titled(string title, IReadOnlyList<PropertyChange> changes) =>
        changes.Count == 0 ? [] : [new Line(new Piece(title, Ink.Faint)), .. changes.SelectMany(Change).Select(l => l.Indented(2))];

    // What is new or gone needs no other side.
    private static IEnumerable<Line> Change(PropertyChange change) => change switch
    {
        { Before: null, After: { } after } => ChangeView.New(ChangeView.Path(change.Path), after),
        _ => ChangeView.Of(change),
    };

    private static Piece Symbol(string what) => what switch
    {
        "added" => new Piece("+", Ink.Good),
        "removed" => new Piece("-", Ink.Bad),
        "replaced" => new Piece("±", Ink.Replace),
        _ => new Piece("~", Ink.Change),
    };
}
