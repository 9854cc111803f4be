namespace McpIac.Cli.Rendering;

/// <summary>Text of one meaning. Always clean: whatever came from a provider, a program or a snapshot can't steer the terminal.</summary>
internal readonly record struct Piece
{
    public Piece(string text, Ink ink = Ink.Plain) => (Text, Ink) = (Clean.Text(text), ink);

    public string Text { get; }
    public Ink Ink { get; }

    public static implicit operator Piece(string text) => new(text);
}
