namespace McpIac.Schemas.Data;

/// <summary>
/// Where things stand in a JSON text. Made only when there is something to report, so that reading pays nothing for it; each list and map is gone through
/// once, however many places are asked for. Not thread-safe.
/// </summary>
/// <param name="json">A text that <see cref="DatumReader"/> accepted; for offsets alone, any text.</param>
internal sealed class JsonPositions(string json)
{
    private readonly Dictionary<int, Dictionary<string, (int Name, int Value)>> entries = [];
    private List<int>? lineStarts;

    /// <summary>Line and column, from 1, of an offset.</summary>
    public (int Line, int Column) Of(int offset)
    {
        lineStarts ??= LineStarts();
        var line = lineStarts.BinarySearch(offset);
        if (line < 0) line = ~line - 1;
        return (line + 1, offset - lineStarts[line] + 1);
    }

    /// <summary>
    /// The start of what a JSON pointer (RFC 6901) names: a member's name, or a list's element. As much of the pointer as exists is followed.
    /// </summary>
    public (int Line, int Column) Of(string pointer)
    {
        var position = SkipSpace(json.Length > 0 && json[0] == '\uFEFF' ? 1 : 0);
        var found = position;
        foreach (var token in JsonPointer.Tokens(pointer))
        {
            if (position >= json.Length || json[position] is not ('{' or '[') || !EntriesOf(position).TryGetValue(token, out var entry)) break;
            (found, position) = entry;
        }

        return Of(found);
    }

    private Dictionary<string, (int Name, int Value)> EntriesOf(int position)
    {
        if (!entries.TryGetValue(position, out var found)) entries[position] = found = json[position] == '{' ? Members(position) : Elements(position);
        return found;
    }

    private Dictionary<string, (int Name, int Value)> Members(int position)
    {
        var members = new Dictionary<string, (int, int)>(StringComparer.Ordinal);
        position = SkipSpace(position + 1);
        while (json[position] == '"')
        {
            var start = position;
            position = SkipValue(position);
            var value = SkipSpace(SkipSpace(position) + 1);
            members[DatumReader.Read(json.Substring(start, position - start)).Value?.AsText() ?? ""] = (start, value);
            position = SkipSpace(SkipValue(value));
            if (json[position] != ',') break;
            position = SkipSpace(position + 1);
        }

        return members;
    }

    private Dictionary<string, (int Name, int Value)> Elements(int position)
    {
        var elements = new Dictionary<string, (int, int)>(StringComparer.Ordinal);
        position = SkipSpace(position + 1);
        while (json[position] != ']')
        {
            elements[elements.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)] = (position, position);
            position = SkipSpace(SkipValue(position));
            if (json[position] == ',') position = SkipSpace(position + 1);
        }

        return elements;
    }

    private List<int> LineStarts()
    {
        var starts = new List<int> { 0 };
        for (var i = json.IndexOf('\n'); i >= 0; i = json.IndexOf('\n', i + 1)) starts.Add(i + 1);
        return starts;
    }

    private int SkipSpace(int position)
    {
        while (position < json.Length && json[position] is ' ' or '\t' or '\n' or '\r') position++;
        return position;
    }

    /// <summary>The offset behind the value that starts here.</summary>
    private int SkipValue(int position)
    {
        var depth = 0;
        while (position < json.Length)
        {
            var c = json[position];
            if (c == '"') position = SkipText(position) - 1;
            else if (c is '{' or '[') depth++;
            else if (c is '}' or ']') depth--;
            else if (depth == 0 && c is not (',' or ':' or ' ' or '\t' or '\n' or '\r') && !EndsHere(position + 1))
            {
                position++;
                continue;
            }

            position++;
            if (depth == 0) return position;
        }

        return position;
    }

    private bool EndsHere(int position) =>
        position >= json.Length || json[position] is ',' or '}' or ']' or ' ' or '\t' or '\n' or '\r';

    private int SkipText(int position)
    {
        position++;
        while (json[position] != '"') position += json[position] == '\\' ? 2 : 1;
        return position + 1;
    }
}
