using McpIac.Schemas.Data;

namespace McpIac.Dsl.Syntax;

internal enum TokenKind { End, Name, Number, Quote, Symbol, Bad }

/// <summary>A word of an expression. A quoted text is only begun here: what it holds are parts, which the parser reads.</summary>
/// <param name="Text">A symbol's characters, a number's digits.</param>
/// <param name="Segments">A name's, between the colons.</param>
internal readonly record struct Token(TokenKind Kind, TextSpan Span, string Text, IReadOnlyList<string> Segments)
{
    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    /// <summary>A name that is this word; words of the language are names everywhere else, and in backquotes.</summary>
    public bool IsWord(string word) => Kind == TokenKind.Name && Segments is [var only] && only == word && Span.Length == word.Length;

    public Datum? Number => Kind == TokenKind.Number ? DatumReader.Read(Text).Value : null;
}
