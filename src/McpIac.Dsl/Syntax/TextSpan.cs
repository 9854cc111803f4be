namespace McpIac.Dsl.Syntax;

/// <summary>A part of a text, in UTF-16 code units from its beginning.</summary>
public readonly record struct TextSpan(int Start, int Length)
{
    public int End => Start + Length;

    public static TextSpan Between(int start, int end) => new(start, end - start);

    public TextSpan To(TextSpan last) => Between(Start, last.End);
}
