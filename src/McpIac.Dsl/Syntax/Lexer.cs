namespace McpIac.Dsl.Syntax;

/// <summary>Words of an expression, one at a time. A <c>-</c> or <c>:</c> with name characters right on both sides belongs to the name.</summary>
internal sealed class Lexer(string text, int end)
{
    private static readonly string[] Symbols = ["==", "!=", "<=", ">=", "&&", "||", "??", "=>", "=", "(", ")", "[", "]", "{", "}", ",", ".", "?", ":", "+", "-", "*", "/", "%", "!", "<", ">"];

    public int Position { get; set; }

    public Token Next()
    {
        while (Position < end && char.IsWhiteSpace(text[Position])) Position++;
        if (Position >= end) return Take(TokenKind.End, end, "");
        var c = text[Position];
        if (c == '"') return Take(TokenKind.Quote, Position + 1, "\"");
        if (IsNameStart(c) || c == '`') return Name();
        if (char.IsAsciiDigit(c)) return Number();
        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(text, Position, symbol, 0, symbol.Length) == 0 && Position + symbol.Length <= end) return Take(TokenKind.Symbol, Position + symbol.Length, symbol);
        }

        var length = char.IsHighSurrogate(c) && Position + 1 < end && char.IsLowSurrogate(text[Position + 1]) ? 2 : 1;
        return Take(TokenKind.Bad, Position + length, text.Substring(Position, length));
    }

    internal static bool IsNameStart(char c) => char.IsLetter(c) || c == '_';

    internal static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c == '_';

    private Token Take(TokenKind kind, int to, string symbol, IReadOnlyList<string>? segments = null)
    {
        var span = TextSpan.Between(Position, to);
        Position = to;
        return new Token(kind, span, symbol, segments ?? []);
    }

    private Token Name()
    {
        var at = Position;
        var segments = new List<string>();
        while (true)
        {
            if (text[at] == '`')
            {
                var close = at + 1;
                while (close < end && (text[close] != '`' || close + 1 < end && text[close + 1] == '`')) close += text[close] == '`' ? 2 : 1;
                if (close >= end || close == at + 1) return Take(TokenKind.Bad, Math.Min(end, close + 1), "`", segments);
                segments.Add(text.Substring(at + 1, close - at - 1).Replace("``", "`", StringComparison.Ordinal));
                at = close + 1;
            }
            else
            {
                var start = at;
                while (at < end && (IsNamePart(text[at]) || text[at] == '-' && at > start && at + 1 < end && IsNamePart(text[at + 1]))) at++;
                segments.Add(text.Substring(start, at - start));
            }

            if (at + 1 >= end || text[at] != ':' || !(IsNamePart(text[at + 1]) || text[at + 1] == '`')) break;
            at++;
        }

        return Take(TokenKind.Name, at, "", segments);
    }

    // JSON's numbers: what is longer is found out by reading it.
    private Token Number()
    {
        var at = Position;
        while (at < end && char.IsAsciiDigit(text[at])) at++;
        if (at + 1 < end && text[at] == '.' && char.IsAsciiDigit(text[at + 1]))
        {
            at++;
            while (at < end && char.IsAsciiDigit(text[at])) at++;
        }

        if (at < end && text[at] is 'e' or 'E')
        {
            var exponent = at + 1;
            if (exponent < end && text[exponent] is '+' or '-') exponent++;
            if (exponent < end && char.IsAsciiDigit(text[exponent]))
            {
                at = exponent;
                while (at < end && char.IsAsciiDigit(text[at])) at++;
            }
        }

        return Take(TokenKind.Number, at, text.Substring(Position, at - Position));
    }
}
