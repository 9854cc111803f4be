using System.Text;
using System.Text.RegularExpressions;

namespace McpIac.Cli.Documentation;

/// <summary>A provider's text in Markdown: text and nothing else, neither markup nor HTML nor a link.</summary>
internal static partial class MarkdownText
{
    /// <summary>On one line.</summary>
    public static string Of(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var written = new StringBuilder(line.Length);
        foreach (var c in line.Where(c => !char.IsControl(c)))
        {
            if (c is '<' or '>' or '&') written.Append(c switch { '<' => "&lt;", '>' => "&gt;", _ => "&amp;" });
            else if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '~') written.Append('\\').Append(c);
            else written.Append(c);
        }

        // Addresses become links by themselves, and what begins a line may begin a list or a heading.
        written.Replace("://", "&#58;//").Replace("www.", "www&#46;");
        var plain = written.ToString();
        return BeginsBlock().IsMatch(plain) ? $"&#{(int)plain[0]};{plain[1..]}" : plain;
    }

    [GeneratedRegex(@"^([#+=-]|\d+[.)](\s|$))")]
    private static partial Regex BeginsBlock();

    /// <summary>As code, in a table's cell too.</summary>
    public static string Code(string text)
    {
        var line = new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]).Replace("|", "\\|", StringComparison.Ordinal);
        return line.Contains('`', StringComparison.Ordinal) ? $"`` {line.Replace("``", "` `", StringComparison.Ordinal)} ``" : $"`{line}`";
    }
}
