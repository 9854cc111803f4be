using McpIac.Cli.Rendering;
using McpIac.Cli.Sessions;
using McpIac.Engine.Connections;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Cli.Connections;

/// <summary>Shows calls of a server's tools and what they answer, shortened, without the values of secret properties.</summary>
internal sealed class Traffic(Session session, IReadOnlyList<ResourceType> types)
{
    private const int Longest = 400;

    private readonly HashSet<string> names = [.. types.SelectMany(t => t.Properties.Members).Where(m => m.Shape.Sensitive || m.Shape.WriteOnly).Select(m => m.Name)];
    private readonly HashSet<string> hidden = new(StringComparer.Ordinal);

    /// <summary>Values that are secret wherever they turn up.</summary>
    public void Hide(ResourceType type, Datum given)
    {
        foreach (var (name, value) in given.Members.Where(m => type.Properties.Member(m.Key)?.Shape is { Sensitive: true } or { WriteOnly: true }))
        {
            if ((value.AsText() ?? value.ToString()) is { Length: > 0 } text) hidden.Add(text);
        }
    }

    public void Show(string tool, Datum arguments, ToolAnswer answer)
    {
        foreach (var text in Secrets(arguments)) hidden.Add(text);
        session.Show(new Line(new Piece($"  → {tool} {Short(arguments.ToString())}", Ink.Faint)));
        var said = answer.Problem ?? answer.Structured?.ToString() ?? string.Join(' ', answer.Texts);
        session.Show(new Line(new Piece($"  ← {(answer.IsError ? "error: " : "")}{Short(said)}", answer.IsError || answer.Problem is not null ? Ink.Change : Ink.Faint)));
    }

    // What was made up for a secret property is one too, so that the next run doesn't show another's.
    private IEnumerable<string> Secrets(Datum value) => value.Members.Where(m => names.Contains(m.Key)).Select(m => m.Value.AsText()).OfType<string>().Where(t => t.Length > 0)
        .Concat(value.Members.SelectMany(m => Secrets(m.Value))).Concat(value.Items.SelectMany(Secrets));

    /// <summary>A text that may repeat what was called or answered, without secrets in it.</summary>
    public string Safe(string text) => hidden.OrderByDescending(h => h.Length).Aggregate(text, (all, h) => all.Replace(h, "(secret)", StringComparison.Ordinal));

    private string Short(string text)
    {
        var safe = Clean.Text(Safe(text));
        return safe.Length > Longest ? safe[..Longest] + "…" : safe;
    }
}
