using System.Globalization;
using System.Text;
using McpIac.Schemas.Data;

namespace McpIac.Dsl.Syntax;

internal sealed partial class ExpressionReader
{
    // How far a } is looked for behind a mistake.
    private const int LongestHole = 10_000;

    private SyntaxNode List()
    {
        var open = token.Span;
        Advance();
        if (token.IsWord("for")) return ForList(open);
        var items = new List<SyntaxNode>();
        while (!token.Is("]") && !broken)
        {
            items.Add(Conditional());
            if (!token.Is(",")) break;
            Advance();
        }

        var close = token.Span;
        Expect("]", "A list's elements are separated by commas, and it ends with ].");
        return new ListSyntax(open.To(close), items);
    }

    private SyntaxNode Map()
    {
        var open = token.Span;
        Advance();
        if (token.IsWord("for")) return ForMap(open);
        var members = new List<KeyValuePair<string, SyntaxNode>>();
        while (!token.Is("}") && !broken)
        {
            var key = Key();
            Expect(":", "A map's members are written name: value, with a space after the colon.");
            members.Add(new(key, Conditional()));
            if (!token.Is(",")) break;
            Advance();
        }

        var close = token.Span;
        Expect("}", "A map's members are separated by commas, and it ends with }.");
        return new MapSyntax(open.To(close), members);
    }

    private string Key()
    {
        if (token.Kind == TokenKind.Quote)
        {
            var quoted = Quoted();
            if (quoted is LiteralSyntax { Value: var text } && text.AsText() is { } key)
            {
                if (key == "$iac") Fail(SyntaxIds.Unexpected, quoted.Span, "The key $iac is reserved.", "Give it another name.");
                return key;
            }

            Fail(SyntaxIds.Unexpected, quoted.Span, "A map's key can't be computed.", "Write {for …} to make keys.");
            return "";
        }

        var name = token;
        if (name.Kind == TokenKind.Name && name.Segments is [var only])
        {
            Advance();
            return only;
        }

        Fail(SyntaxIds.Unexpected, name.Span, name.Kind == TokenKind.Name ? $"'{string.Join(':', name.Segments)}' is read as one name." : $"A map's key is a name or a text, and not {Describe(name)}.",
            "Write name: value, with a space after the colon.");
        return "";
    }

    private SyntaxNode ForList(TextSpan open)
    {
        var (key, variable, source) = ForHead();
        var body = Conditional();
        var filter = Filter();
        var close = token.Span;
        Expect("]", "[for v in list : value if condition] ends with ].");
        return new ForListSyntax(open.To(close), key, variable, source, body, filter);
    }

    private SyntaxNode ForMap(TextSpan open)
    {
        var (key, variable, source) = ForHead();
        var newKey = Conditional();
        Expect("=>", "{for v in list : key => value} has a => between key and value.");
        var newValue = Conditional();
        var filter = Filter();
        var close = token.Span;
        Expect("}", "{for v in list : key => value if condition} ends with }.");
        return new ForMapSyntax(open.To(close), key, variable, source, newKey, newValue, filter);
    }

    private (string? Key, string Variable, SyntaxNode Source) ForHead()
    {
        Advance();
        var first = LoopName();
        string? second = null;
        if (token.Is(","))
        {
            Advance();
            second = LoopName();
        }

        if (!token.IsWord("in")) Fail(SyntaxIds.Unexpected, token.Span, $"{Describe(token)} stands where 'in' is due.", "Write for v in list : value.");
        Advance();
        var source = Conditional();
        Expect(":", "Write for v in list : value, with spaces around the colon.");
        return second is null ? (null, first, source) : (first, second, source);
    }

    private string LoopName()
    {
        if (token.Kind != TokenKind.Name || token.Segments.Count != 1)
        {
            Fail(SyntaxIds.Unexpected, token.Span, $"A loop's variable is a name, and not {Describe(token)}.", "Write for v in list : value.");
            return "";
        }

        var name = token.Segments[0];
        Advance();
        return name;
    }

    private SyntaxNode? Filter()
    {
        if (!token.IsWord("if")) return null;
        Advance();
        return Conditional();
    }

    private SyntaxNode Quoted()
    {
        var open = token.Span;
        var parts = new List<SyntaxNode>();
        var literal = new StringBuilder();
        var (at, from) = (open.End, open.End);
        while (!broken)
        {
            if (at >= text.Length)
            {
                Fail(SyntaxIds.Unended, open, "The text has no \" that ends it.", null);
                return Error();
            }

            var c = text[at];
            if (c == '"') break;
            if (c == '\\') Escape(literal, ref at);
            else if (!SyntaxReader.HoleOrEscape(text, at, text.Length, out var escaped)) literal.Append(text[at++]);
            else if (escaped)
            {
                literal.Append("${");
                at += 3;
            }
            else
            {
                SyntaxReader.Flush(parts, literal, from, at);
                InnerHole(parts, ref at);
                from = at;
            }
        }

        if (broken) return Error();
        SyntaxReader.Flush(parts, literal, from, at);
        lexer.Position = at + 1;
        Advance();
        var span = TextSpan.Between(open.Start, at + 1);
        return parts switch
        {
            [] => new LiteralSyntax(span, Datum.Of("")),
            [LiteralSyntax { Value.Kind: DatumKind.Text } only] => only with { Span = span },
            _ => new TemplateSyntax(span, parts),
        };
    }

    // In the same reader, so that how deep it is counts on.
    private void InnerHole(List<SyntaxNode> parts, ref int at)
    {
        lexer.Position = at + 2;
        Advance();
        parts.Add(Conditional());
        if (!token.Is("}")) Fail(SyntaxIds.Unexpected, token.Span, $"The expression in ${{…}} ends before {Describe(token)}.", null);
        at = token.Span.End;
    }

    private void Escape(StringBuilder literal, ref int at)
    {
        var next = at + 1 < text.Length ? text[at + 1] : '\0';
        var made = next switch { '"' => "\"", '\\' => "\\", '/' => "/", 'n' => "\n", 'r' => "\r", 't' => "\t", _ => null };
        if (made is not null)
        {
            literal.Append(made);
            at += 2;
        }
        else if (next == 'u' && at + 6 <= text.Length && ushort.TryParse(text.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            literal.Append((char)code);
            at += 6;
        }
        else Fail(SyntaxIds.Unexpected, TextSpan.Between(at, Math.Min(text.Length, at + 2)), "This is no escape.", "There are \\\" \\\\ \\n \\r \\t and \\u0000.");
    }

    // Where reading goes on after a hole that isn't understood: behind its }, with those inside and texts skipped.
    private int EndOfHole(int from)
    {
        var open = 1;
        var quoted = false;
        for (var at = from; at < Math.Min(text.Length, from + LongestHole); at++)
        {
            if (text[at] == '\\' && quoted) at++;
            else if (text[at] == '"') quoted = !quoted;
            else if (!quoted && text[at] == '{') open++;
            else if (!quoted && text[at] == '}' && --open == 0) return at + 1;
        }

        // Perhaps a quote was the mistake.
        var close = text.IndexOf('}', from);
        return close < 0 ? text.Length : close + 1;
    }
}
