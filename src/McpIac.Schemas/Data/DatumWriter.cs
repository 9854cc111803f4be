using System.Text;

namespace McpIac.Schemas.Data;

/// <summary>Writes JSON (RFC 8259), compact or indented; with sorted keys it is the canonical form that digests are taken over.</summary>
public static class DatumWriter
{
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
        var members = sortKeys ? value.Members.OrderBy(m => m.Key, StringComparer.Ordinal).ToArray() : value.Members;
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

    private static void NewLine(StringBuilder text, int level, int deeper)
    {
        if (level >= 0) text.Append('\n').Append(' ', (level + deeper) * 2);
    }

    private static void AppendText(StringBuilder text, string value)
    {
        text.Append('"');
        var plain = 0; // where what needs no escaping began: it is copied at once
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (c >= ' ' && c is not ('"' or '\\' or '\u2028' or '\u2029' or '\u007f') && !char.IsSurrogate(c)) continue;
            text.Append(value, plain, i - plain);
            plain = i + 1;
            AppendEscaped(text, c);
        }

        text.Append(value, plain, value.Length - plain).Append('"');
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
