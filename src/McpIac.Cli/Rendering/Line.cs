namespace McpIac.Cli.Rendering;

/// <summary>One line for people to read. Views yield lines, so that they can be compared as text and shown in colour.</summary>
internal sealed record Line(params IReadOnlyList<Piece> Pieces)
{
    private static readonly string[] Indents = [.. Enumerable.Range(0, 32).Select(spaces => new string(' ', spaces))];

    public static Line Empty { get; } = new();

    public Line Indented(int spaces)
    {
        if (Pieces.Count == 0) return this;
        var pieces = new Piece[Pieces.Count + 1];
        pieces[0] = spaces < Indents.Length ? Indents[spaces] : new string(' ', spaces);
        for (var i = 0; i < Pieces.Count; i++) pieces[i + 1] = Pieces[i];
        return new Line(pieces);
    }

    public override string ToString() => string.Concat(Pieces.Select(p => p.Text));
}
