namespace McpIac.Cli.Rendering;

/// <summary>One line for people to read. Views yield lines, so that they can be compared as text and shown in colour.</summary>
internal sealed record Line(params IReadOnlyList<Piece> Pieces)
{
    public static Line Empty { get; } = new();

    public Line Indented(int spaces) => Pieces.Count == 0 ? this : new Line([new string(' ', spaces), .. Pieces]);

    public override string ToString() => string.Concat(Pieces.Select(p => p.Text));
}
