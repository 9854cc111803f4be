using System.Text;
using McpIac.Schemas.Data;

namespace McpIac.Providers.Twin.Templates;

/// <summary>Reads one term of a template, up to its closing brace.</summary>
internal sealed class TermReader(string text, int position)
{
    private const int Deepest = 20;

    /// <summary>Where reading stopped.</summary>
    public int Position { get; private set; } = position;

    /// <summary>The term with its closing brace taken, or null.</summary>
    public TemplateTerm? ReadClosed()
    {
        var term = Read(0);
        return term is not null && Take("}") ? term : null;
    }

    private TemplateTerm? Read(int depth)
    {
        if (depth > Deepest || Simple() is not { } left) return null;
        var equal = Take("==");
        if (!equal && !Take("!=")) return left;
        if (Simple() is not { } right || !Take("?") || Read(depth + 1) is not { } first || !Take(":") || Read(depth + 1) is not { } second) return null;
        return equal ? new ConditionTerm(left, right, first, second) : new ConditionTerm(left, right, second, first);
    }

    private TemplateTerm? Simple()
    {
        SkipSpace();
        if (Position >= text.Length) return null;
        var c = text[Position];
        if (c == '"') return Quoted() is { } quoted ? new LiteralTerm(Datum.Of(quoted)) : null;
        if (char.IsAsciiDigit(c) || c == '-') return Number();
        return Path();
    }

    private LiteralTerm? Number()
    {
        var start = Position++;
        while (Position < text.Length && (char.IsAsciiDigit(text[Position]) || text[Position] == '.')) Position++;
        var number = text[start..Position];
        return DatumReader.Read(number).Value is { Kind: DatumKind.Number } value ? new LiteralTerm(value) : null;
    }

    private TemplateTerm? Path()
    {
        var steps = new List<string>();
        do
        {
            if (Name() is not { Length: > 0 } name) return null;
            steps.Add(name);
            while (Take("["))
            {
                if (Digits() is not { Length: > 0 } index || !Take("]")) return null;
                steps.Add(index);
            }
        }
        while (Take("."));
        return steps switch
        {
            ["true"] => new LiteralTerm(Datum.True),
            ["false"] => new LiteralTerm(Datum.False),
            _ => new PathTerm(steps),
        };
    }

    private string Name() => While(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '$' or '@');

    private string Digits() => While(char.IsAsciiDigit);

    private string While(Func<char, bool> belongs)
    {
        var start = Position;
        while (Position < text.Length && belongs(text[Position])) Position++;
        return text[start..Position];
    }

    private string? Quoted()
    {
        var value = new StringBuilder();
        for (Position++; Position < text.Length && text[Position] != '"'; Position++)
        {
            if (text[Position] == '\\' && Position + 1 < text.Length) Position++;
            value.Append(text[Position]);
        }

        return Take("\"") ? value.ToString() : null;
    }

    private bool Take(string token)
    {
        if (token != "\"") SkipSpace();
        if (string.CompareOrdinal(text, Position, token, 0, token.Length) != 0) return false;
        Position += token.Length;
        return true;
    }

    private void SkipSpace()
    {
        while (Position < text.Length && text[Position] == ' ') Position++;
    }
}
