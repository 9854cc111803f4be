using System.Text;
using McpIac.Plans.Secrets;
using McpIac.Schemas.Data;

namespace McpIac.Cli.Rendering;

/// <summary>A value as one readable line: JSON's notation with what is unknown or secret said in words.</summary>
internal static class ValueText
{
    public const string Unknown = "(known after apply)", Secret = "(secret)", Unset = "(not set)";

    /// <summary>At most about <paramref name="limit"/> characters; what is left out is counted.</summary>
    /// <param name="formulas">What unknown values will be computed from, by their paths.</param>
    /// <param name="path">The value's own.</param>
    public static string Of(Datum? value, int limit = 100, IReadOnlyDictionary<string, string>? formulas = null, string path = "")
    {
        if (value is null) return Unset;
        var text = new StringBuilder();
        Append(text, value, limit, formulas, path);
        return text.ToString();
    }

    /// <summary>A formula on one line.</summary>
    public static string Formula(string? formula, int limit = 100) =>
        formula?.ReplaceLineEndings("\\n") is not { } line ? Unknown : line.Length <= limit ? line : $"{line[..(limit - 1)]}…";

    /// <summary>The same for an output: a text without its quotes, so that it can be copied.</summary>
    public static string Bare(Datum value) => value.AsText() ?? Of(value, int.MaxValue);

    private static void Append(StringBuilder text, Datum value, int limit, IReadOnlyDictionary<string, string>? formulas, string path)
    {
        if (Fingerprints.IsUnknown(value)) text.Append(Formula(formulas?.GetValueOrDefault(path), limit));
        else if (IsSecret(value)) text.Append(Secret);
        else if (value.AsText() is { } content) AppendText(text, content, limit);
        else if (value.Kind == DatumKind.List) AppendAll(text, '[', ']', value.Items.Count, limit, i => Append(text, value.Items[i], limit, formulas, $"{path}/{i}"));
        else if (value.Kind == DatumKind.Map)
        {
            AppendAll(text, '{', '}', value.Members.Count, limit, i =>
            {
                text.Append(value.Members[i].Key).Append(": ");
                Append(text, value.Members[i].Value, limit, formulas, $"{path}/{value.Members[i].Key}");
            });
        }
        else text.Append(value);
    }

    private static void AppendAll(StringBuilder text, char open, char close, int count, int limit, Action<int> append)
    {
        text.Append(open);
        for (var i = 0; i < count; i++)
        {
            if (i > 0) text.Append(", ");
            if (text.Length > limit)
            {
                text.Append($"… {count - i} more");
                break;
            }

            append(i);
        }

        text.Append(close);
    }

    private static void AppendText(StringBuilder text, string content, int limit)
    {
        var shown = content.Length <= limit ? content : content[..(limit - 1)];
        if (shown.Length < content.Length && char.IsHighSurrogate(shown[^1])) shown = shown[..^1];
        text.Append('"');
        foreach (var c in shown)
        {
            switch (c)
            {
                case '"': text.Append("\\\""); break;
                case '\\': text.Append("\\\\"); break;
                case '\n': text.Append("\\n"); break;
                case '\r': text.Append("\\r"); break;
                case '\t': text.Append("\\t"); break;
                default: text.Append(c); break; // the rest is Piece's to clean
            }
        }

        text.Append(shown.Length == content.Length ? "\"" : $"…\" ({content.Length} characters)");
    }

    private static bool IsSecret(Datum value) => value["$iac"]?.AsText() is "secret" or "fingerprint";
}
