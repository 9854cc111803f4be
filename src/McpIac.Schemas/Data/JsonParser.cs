using System.Globalization;
using System.Text;

namespace McpIac.Schemas.Data;

/// <summary>
/// One pass of recursive descent over one text. A method that fails sets <see cref="Problem"/> and returns null; its callers return at once,
/// so the first problem is the one reported.
/// </summary>
internal sealed class JsonParser
{
    private const int MaxDepth = 256;

    private readonly string json;
    private readonly bool prune;
    private int position;
    private int depth;

    /// <param name="prune">What is nested too deep is left empty instead of failing the whole.</param>
    public JsonParser(string json, bool prune = false)
    {
        (this.json, this.prune) = (json, prune);
        if (json.Length > 0 && json[0] == '\uFEFF') position = 1;
    }

    public JsonProblem? Problem { get; private set; }

    /// <summary>Where the first value stands that was left empty for being nested too deep.</summary>
    public JsonProblem? Pruned { get; private set; }

    public Datum? Document()
    {
        var value = Value();
        if (value is null) return null;
        SkipSpace();
        return position == json.Length ? value : Fail("there is text after the end of the value");
    }

    private Datum? Value()
    {
        SkipSpace();
        if (position == json.Length) return Fail("the text ends where a value should be");
        switch (json[position])
        {
            case '{': return Nested(Map);
            case '[': return Nested(List);
            case '"': return Text() is { } text ? Datum.Of(text) : null;
            case 't': return Word("true", Datum.True);
            case 'f': return Word("false", Datum.False);
            case 'n': return Word("null", Datum.Null);
            default: return json[position] is '-' or (>= '0' and <= '9') ? Number() : Fail($"{Show(json[position])} can't begin a value");
        }
    }

    private Datum? Nested(Func<Datum?> read)
    {
        if (depth == MaxDepth) return prune ? Skip() : Fail("values are nested deeper than 256 levels");
        depth++;
        position++;
        var value = read();
        depth--;
        return value;
    }

    /// <summary>Passes over a list or map without recursion. What is inside is read no further than to find its end.</summary>
    private Datum? Skip()
    {
        Pruned ??= At(position, $"values are nested deeper than {MaxDepth} levels");
        var empty = json[position] == '{' ? Datum.EmptyMap : Datum.EmptyList;
        var open = 0;
        while (position < json.Length)
        {
            var c = json[position];
            if (c == '"')
            {
                if (Text() is null) return null;
                continue;
            }

            position++;
            if (c is '{' or '[') open++;
            else if (c is '}' or ']' && --open == 0) return empty;
        }

        return Fail("the text ends inside a list or an object");
    }

    private Datum? List()
    {
        SkipSpace();
        if (Take(']')) return Datum.EmptyList;
        var items = new List<Datum>();
        while (true)
        {
            var item = Value();
            if (item is null) return null;
            items.Add(item);
            SkipSpace();
            if (Take(']')) return Datum.ListOf(items);
            if (!Take(',')) return Expected("',' or ']'");
        }
    }

    private Datum? Map()
    {
        SkipSpace();
        if (Take('}')) return Datum.EmptyMap;
        var members = new List<KeyValuePair<string, Datum>>();
        while (true)
        {
            SkipSpace();
            if (position == json.Length || json[position] != '"') return Expected("a member's name in double quotes");
            var key = Text();
            if (key is null) return null;
            SkipSpace();
            if (!Take(':')) return Expected("':'");
            var value = Value();
            if (value is null) return null;
            members.Add(new KeyValuePair<string, Datum>(key, value));
            SkipSpace();
            if (Take('}')) return Datum.MapOf(members);
            if (!Take(',')) return Expected("',' or '}'");
        }
    }

    private string? Text()
    {
        var start = ++position;
        StringBuilder? text = null;
        while (true)
        {
            position = PlainText.EndInJson(json, position);
            if (position == json.Length) break;
            var c = json[position];
            if (c == '"')
            {
                var rest = json.Substring(start, position++ - start);
                return text is null ? rest : text.Append(rest).ToString();
            }

            if (c < ' ') return FailText("a text can't hold a line break or control character unescaped");
            position++;
            if (c != '\\') continue;

            text = (text ?? new StringBuilder()).Append(json, start, position - 1 - start);
            if (Escape() is not { } escaped) return null;
            text.Append(escaped);
            start = position;
        }

        return FailText("the text ends inside a string");
    }

    private char? Escape()
    {
        if (position == json.Length)
        {
            Fail("the text ends inside a string");
            return null;
        }

        switch (json[position++])
        {
            case '"': return '"';
            case '\\': return '\\';
            case '/': return '/';
            case 'b': return '\b';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'u' when position + 4 <= json.Length
                && ushort.TryParse(json.Substring(position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                position += 4;
                return (char)code;
            default:
                position--;
                Fail("this is no escape that JSON knows");
                return null;
        }
    }

    private Datum? Number()
    {
        var start = position;
        Take('-');
        if (!Take('0') && !Digits()) return Expected("a digit");
        if (Take('.') && !Digits()) return Expected("a digit after the decimal point");
        if (Take('e') || Take('E'))
        {
            if (!Take('+')) Take('-');
            if (!Digits()) return Expected("a digit in the exponent");
        }

        return position < json.Length && (char.IsLetterOrDigit(json[position]) || json[position] is '.' or '_')
            ? Fail("this is no number that JSON knows")
            : Datum.OfNumber(json.Substring(start, position - start));
    }

    private bool Digits()
    {
        var start = position;
        while (position < json.Length && json[position] is >= '0' and <= '9') position++;
        return position > start;
    }

    private Datum? Word(string word, Datum value)
    {
        if (string.CompareOrdinal(json, position, word, 0, word.Length) != 0) return Fail($"only true, false and null are words in JSON");
        position += word.Length;
        return value;
    }

    private bool Take(char wanted)
    {
        if (position == json.Length || json[position] != wanted) return false;
        position++;
        return true;
    }

    private void SkipSpace()
    {
        while (position < json.Length && json[position] is ' ' or '\t' or '\n' or '\r') position++;
    }

    private Datum? Expected(string what) =>
        Fail(position == json.Length ? $"the text ends where {what} should be" : $"{what} should be here, not {Show(json[position])}");

    private Datum? Fail(string message)
    {
        Problem ??= At(position, message);
        return null;
    }

    private JsonProblem At(int offset, string message)
    {
        var (line, column) = new JsonPositions(json).Of(offset);
        return new JsonProblem(message, line, column);
    }

    private string? FailText(string message)
    {
        Fail(message);
        return null;
    }

    private static string Show(char c) => c < ' ' || char.IsSurrogate(c) || c == '\u007f' ? $"the character U+{(int)c:X4}" : $"'{c}'";
}
