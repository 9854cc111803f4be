using System.Text;
using System.Text.RegularExpressions;
using McpIac.Cli.Rendering;

namespace McpIac.Cli.Documentation;

/// <summary>A provider's text in Markdown: text and nothing else, neither markup nor HTML nor a link.</summary>
internal static partial class MarkdownText
{
    /// <summary>On one line.</summary>
    public static string Of(string text)
    {
        var line = Clean.Text(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        var written = new StringBuilder(line.Length);
        foreach (var c in line)
        {
            if (c is '<' or '>' or '&') written.Append(c switch { '<' => "&lt;", '>' => "&gt;", _ => "&amp;" });
            else if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '~' or '$') written.Append('\\').Append(c);
            else written.Append(c);
        }

        // Addresses become links by themselves, those of mail however they are escaped unless something that can't be seen parts them; and what begins a line may begin a list or a heading.
        var plain = Mail().Replace(written.ToString(), "@&#8288;").Replace("://", "&#58;//", StringComparison.Ordinal).Replace("www.", "www&#46;", StringComparison.Ordinal);
        return BeginsBlock().IsMatch(plain) ? $"&#{(int)plain[0]};{plain[1..]}" : plain;
    }

    [GeneratedRegex(@"^([#+=-]|\d+[.)](\s|$))")]
    private static partial Regex BeginsBlock();

    /// <summary>As code, in a table's cell too.</summary>
    public static string Code(string text)
    {
        var line = Clean.Text(text).Replace("|", "\\|", StringComparison.Ordinal);
        if (!line.Contains('`', StringComparison.Ordinal)) return $"`{line}`";

        // More of them than are in a row anywhere inside.
        var fence = new string('`', Ticks().Matches(line).Max(m => m.Length) + 1);
        return $"{fence} {line} {fence}";
    }

    [GeneratedRegex(@"(?<=\S)@(?=[\w.\\-]*\.\w)")]
    private static partial Regex Mail();

    [GeneratedRegex("`+")]
    private static partial Regex Ticks();
}
