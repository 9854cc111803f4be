using System.Net;
using System.Text;

namespace McpIac.Plans.Graphs;

/// <summary>Foreign text in XML and HTML.</summary>
internal static class XmlText
{
    public static string Of(string value) => WebUtility.HtmlEncode(Printable(value));

    // XML 1.0 has no way to write most control characters, noncharacters or lone surrogates, and in the other formats they break lines.
    public static string Printable(string value) =>
        string.Concat(value.EnumerateRunes().Select(r => Rune.IsControl(r) || r.Value is '\u2028' or '\u2029' || (r.Value & 0xFFFE) == 0xFFFE ? " " : r.ToString()));
}
