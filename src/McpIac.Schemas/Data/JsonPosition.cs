namespace McpIac.Schemas.Data;

/// <summary>Where something stands in a JSON text. Looked up only when there is something to report, so that reading pays nothing for it.</summary>
internal static class JsonPosition
{
    /// <summary>Line and column, from 1, of an offset.</summary>
    public static (int Line, int Column) Of(string json, int offset)
    {
        var line = 1;
        var lineStart = 0;
        for (var i = 0; i < offset && i < json.Length; i++)
        {
            if (json[i] != '\n') continue;
            line++;
            lineStart = i + 1;
        }

        return (line, offset - lineStart + 1);
    }

    /// <summary>
    /// The start of what a JSON pointer (RFC 6901) names: a member's name, or a list's element. As much of the pointer as exists is followed.
    /// </summary>
    /// <param name="json">A text that <see cref="DatumReader"/> accepted.</param>
    public static (int Line, int Column) Of(string json, string pointer)
    {
        var position = SkipSpace(json, json.Length > 0 && json[0] == '\uFEFF' ? 1 : 0);
        var found = position;
        foreach (var token in JsonPointer.Tokens(pointer))
        {
            if (position >= json.Length) break;
            var next = json[position] == '{' ? Member(json, position, token) : json[position] == '[' ? Element(json, position, token) : null;
            if (next is null) break;
            (found, position) = next.Value;
        }

        return Of(json, found);
    }

    private static (int Name, int Value)? Member(string json, int position, string name)
    {
        (int, int)? found = null;
        position = SkipSpace(json, position + 1);
        while (json[position] == '"')
        {
            var start = position;
            position = SkipValue(json, position);
            var key = DatumReader.Read(json.Substring(start, position - start)).Value?.AsText();
            var value = SkipSpace(json, SkipSpace(json, position) + 1);
            if (key == name) found = (start, value);
            position = SkipSpace(json, SkipValue(json, value));
            if (json[position] != ',') break;
            position = SkipSpace(json, position + 1);
        }

        return found;
    }

    private static (int Name, int Value)? Element(string json, int position, string token)
    {
        if (!int.TryParse(token, out var index)) return null;
        position = SkipSpace(json, position + 1);
        for (var i = 0; json[position] != ']'; i++)
        {
            if (i == index) return (position, position);
            position = SkipSpace(json, SkipValue(json, position));
            if (json[position] == ',') position = SkipSpace(json, position + 1);
        }

        return null;
    }

    private static int SkipSpace(string json, int position)
    {
        while (position < json.Length && json[position] is ' ' or '\t' or '\n' or '\r') position++;
        return position;
    }

    /// <summary>The offset behind the value that starts here.</summary>
    private static int SkipValue(string json, int position)
    {
        var depth = 0;
        while (position < json.Length)
        {
            var c = json[position];
            if (c == '"') position = SkipText(json, position) - 1;
            else if (c is '{' or '[') depth++;
            else if (c is '}' or ']') depth--;
            else if (depth == 0 && c is not (',' or ':' or ' ' or '\t' or '\n' or '\r') && !EndsHere(json, position + 1))
            {
                position++;
                continue;
            }

            position++;
            if (depth == 0) return position;
        }

        return position;
    }

    private static bool EndsHere(string json, int position) =>
        position >= json.Length || json[position] is ',' or '}' or ']' or ' ' or '\t' or '\n' or '\r';

    private static int SkipText(string json, int position)
    {
        position++;
        while (json[position] != '"') position += json[position] == '\\' ? 2 : 1;
        return position + 1;
    }
}
