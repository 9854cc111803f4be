namespace McpIac.Schemas.Generation;

/// <summary>
/// Reads the part of regular expressions that schemas use: literals, classes, groups, alternatives, quantifiers, anchors. Lookarounds are skipped
/// (the caller checks what comes out against the whole expression); back references and the rest yield null.
/// </summary>
internal sealed class PatternParser
{
    private const string Digits = "0123456789";
    private const string Words = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
    private static readonly char[] Printable = [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c)];
    private static readonly char[] Letters = [.. "abcdefghijklmnopqrstuvwxyz"];

    private readonly string pattern;
    private int at;
    private bool failed;

    private PatternParser(string pattern) => this.pattern = pattern;

    public static PatternNode? Parse(string pattern)
    {
        var parser = new PatternParser(pattern);
        var node = parser.Alternatives(0);
        return parser.failed || parser.at < pattern.Length ? null : node;
    }

    private PatternNode Alternatives(int depth)
    {
        if (depth > 50) return Fail();
        var alternatives = new List<PatternNode> { Sequence(depth) };
        while (Take('|')) alternatives.Add(Sequence(depth));
        return alternatives.Count == 1 ? alternatives[0] : new ChoiceNode(alternatives);
    }

    private SequenceNode Sequence(int depth)
    {
        var parts = new List<PatternNode>();
        while (!failed && at < pattern.Length && pattern[at] is not ('|' or ')'))
        {
            var part = Atom(depth);
            if (part is not null) parts.Add(Quantified(part));
        }

        return new SequenceNode(parts);
    }

    // Null for what takes no room: anchors and lookarounds.
    private PatternNode? Atom(int depth)
    {
        var c = pattern[at++];
        switch (c)
        {
            case '^' or '$': return null;
            case '.': return new CharacterNode(Letters);
            case '[': return Class();
            case '(': return Group(depth);
            case '\\': return Escape() is { } choices ? new CharacterNode(choices) : null;
            case '*' or '+' or '?' or '{': return Fail();
            default: return new CharacterNode([c]);
        }
    }

    private PatternNode? Group(int depth)
    {
        var lookaround = false;
        if (Take('?'))
        {
            if (Take('<')) lookaround = Take('=') || Take('!') || SkipName();
            else if (!Take(':')) lookaround = Take('=') || Take('!') || Bad();
        }

        var inner = Alternatives(depth + 1);
        if (!Take(')')) return Fail();
        return lookaround ? null : inner;
    }

    private bool SkipName()
    {
        while (at < pattern.Length && pattern[at] != '>') at++;
        if (!Take('>')) failed = true;
        return false;
    }

    private bool Bad()
    {
        failed = true;
        return false;
    }

    private PatternNode Quantified(PatternNode part)
    {
        (int Minimum, int? Maximum) range;
        if (Take('?')) range = (0, 1);
        else if (Take('*')) range = (0, null);
        else if (Take('+')) range = (1, null);
        else if (Take('{')) range = Counts();
        else return part;
        if (!Take('?')) Take('+'); // lazy or possessive: the same texts
        return new RepeatNode(part, range.Minimum, range.Maximum);
    }

    private (int Minimum, int? Maximum) Counts()
    {
        var minimum = Number();
        var maximum = minimum;
        if (Take(',')) maximum = at < pattern.Length && pattern[at] == '}' ? null : Number();
        if (!Take('}') || minimum is null || minimum > 4096) failed = true;
        return (minimum ?? 0, maximum);
    }

    private int? Number()
    {
        var start = at;
        while (at < pattern.Length && char.IsAsciiDigit(pattern[at])) at++;
        return int.TryParse(pattern.AsSpan(start, at - start), out var number) ? number : null;
    }

    private PatternNode Class()
    {
        var negated = Take('^');
        var members = new List<char>();
        for (var first = true; at < pattern.Length && (first || pattern[at] != ']'); first = false)
        {
            var from = ClassMember();
            if (failed) return Fail();
            if (from.Count == 1 && at + 1 < pattern.Length && pattern[at] == '-' && pattern[at + 1] != ']')
            {
                at++;
                var to = ClassMember();
                if (failed || to.Count != 1 || to[0] < from[0] || to[0] - from[0] > 0x2000) return Fail();
                for (var c = from[0]; c <= to[0]; c++) members.Add(c);
            }
            else
            {
                members.AddRange(from);
            }
        }

        if (!Take(']')) return Fail();
        IReadOnlyList<char> choices = negated ? Sensible([.. Printable.Except(members)]) : [.. members.Distinct()];
        return choices.Count == 0 ? Fail() : new CharacterNode(choices);
    }

    private IReadOnlyList<char> ClassMember()
    {
        var c = pattern[at++];
        return c == '\\' ? Escape(inClass: true) ?? FailChoices() : [c];
    }

    // What "anything but" means to a person is letters, if they are allowed.
    private static char[] Sensible(char[] allowed) => allowed.Intersect(Letters).ToArray() is { Length: > 0 } letters ? letters : allowed;

    // Null for \b and \B, which take no room.
    private IReadOnlyList<char>? Escape(bool inClass = false)
    {
        if (at >= pattern.Length) return FailChoices();
        var c = pattern[at++];
        switch (c)
        {
            case 'd': return Digits.ToCharArray();
            case 'w': return Words.ToCharArray();
            case 's': return [' '];
            case 'D' or 'S': return Letters;
            case 'W': return ['-'];
            case 'n': return ['\n'];
            case 'r': return ['\r'];
            case 't': return ['\t'];
            case 'f': return ['\f'];
            case 'v': return ['\v'];
            case 'b' or 'B' when !inClass: return null;
            case 'x': return Code(2);
            case 'u': return Code(4);
            default: return char.IsAsciiLetterOrDigit(c) ? FailChoices() : [c];
        }
    }

    private IReadOnlyList<char> Code(int digits)
    {
        if (at + digits > pattern.Length
            || !ushort.TryParse(pattern.AsSpan(at, digits), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var code)) return FailChoices();
        at += digits;
        return [(char)code];
    }

    private bool Take(char c)
    {
        if (at >= pattern.Length || pattern[at] != c) return false;
        at++;
        return true;
    }

    private SequenceNode Fail()
    {
        failed = true;
        return new SequenceNode([]);
    }

    private char[] FailChoices()
    {
        failed = true;
        return [];
    }
}
