using System.Text;

namespace McpIac.Schemas.Data;

/// <summary>Writes JSON (RFC 8259), compact or indented; with sorted keys it is the canonical form that digests are taken over.</summary>
public static class DatumWriter
{
    // Up to here a plain insertion sort is quickest.
    private const int Few = 16;

    /// <param name="sortKeys">Ordinal key order, so that equal data give equal text.</param>
    /// <param name="indent">Two spaces a level and a line a member; otherwise one line.</param>
    public static string Write(Datum value, bool sortKeys, bool indent = false)
    {
        var text = new StringBuilder();
        Append(text, value, sortKeys, indent ? 0 : -1);
        return text.ToString();
    }

    private static void Append(StringBuilder text, Datum value, bool sortKeys, int level)
    {
        switch (value.Kind)
        {
            case DatumKind.Null: text.Append("null"); break;
            case DatumKind.Boolean: text.Append(value.AsBoolean() == true ? "true" : "false"); break;
            case DatumKind.Number: text.Append(value.NumberText); break;
            case DatumKind.Text: AppendText(text, value.AsText() ?? ""); break;
            case DatumKind.List: AppendList(text, value, sortKeys, level); break;
            default: AppendMap(text, value, sortKeys, level); break;
        }
    }

    private static void AppendList(StringBuilder text, Datum value, bool sortKeys, int level)
    {
        text.Append('[');
        for (var i = 0; i < value.Items.Count; i++)
        {
            if (i > 0) text.Append(',');
            NewLine(text, level, 1);
            Append(text, value.Items[i], sortKeys, level < 0 ? -1 : level + 1);
        }

        if (value.Items.Count > 0) NewLine(text, level, 0);
        text.Append(']');
    }

    private static void AppendMap(StringBuilder text, Datum value, bool sortKeys, int level)
    {
        var members = sortKeys ? Sorted(value.Members) : value.Members;
        text.Append('{');
        for (var i = 0; i < members.Count; i++)
        {
            if (i > 0) text.Append(',');
            NewLine(text, level, 1);
            AppendText(text, members[i].Key);
            text.Append(level < 0 ? ":" : ": ");
            Append(text, members[i].Value, sortKeys, level < 0 ? -1 : level + 1);
        }

        if (members.Count > 0) NewLine(text, level, 0);
        text.Append('}');
    }

    // Stable, since of two members of one name the last one counts.
    private static IReadOnlyList<KeyValuePair<string, Datum>> Sorted(IReadOnlyList<KeyValuePair<string, Datum>> members)
    {
        if (members.Count > Few) return members.OrderBy(m => m.Key, StringComparer.Ordinal).ToArray();
        var sorted = members.ToArray();
        for (var i = 1; i < sorted.Length; i++)
        {
            var member = sorted[i];
            var place = i;
            for (; place > 0 && string.CompareOrdinal(sorted[place - 1].Key, member.Key) > 0; place--) sorted[place] = sorted[place - 1];
            sorted[place] = member;
        }

        return sorted;
    }

    private static void NewLine(StringBuilder text, int level, int deeper)
    {
        if (level >= 0) text.Append('\n').Append(' ', (level + deeper) * 2);
    }

    private static void AppendText(StringBuilder text, string value)
    {
        text.Append('"');
        for (var i = 0; i < value.Length; i++)
        {
            var end = PlainText.EndInJson(value, i);
            text.Append(value, i, end - i);
            i = end;
            if (i == value.Length) break;
            if (value[i] > '~' && value[i] is not ('\u2028' or '\u2029' or '\u007f') && !char.IsSurrogate(value[i])) text.Append(value[i]);
            else AppendEscaped(text, value[i]);
        }

        text.Append('"');
    }

    private static void AppendEscaped(StringBuilder text, char c)
    {
        switch (c)
        {
            case '"': text.Append("\\\""); break;
            case '\\': text.Append("\\\\"); break;
            case '\n': text.Append("\\n"); break;
            case '\r': text.Append("\\r"); break;
            case '\t': text.Append("\\t"); break;
            default: text.Append("\\u").Append(((int)c).ToString("x4")); break;
        }
    }
}
