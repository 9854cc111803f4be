using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace McpIac.Schemas.Validation;

/// <summary>The formats of JSON Schema and of the provider standard. A format that isn't known here checks nothing.</summary>
internal static class Formats
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(250);

    // RFC 3986 wants a scheme; Uri alone takes /path for an absolute one.
    private static readonly Func<string, bool> UriForm = Matching("^[A-Za-z][A-Za-z0-9+.-]*:[^\\s]+\\z");

    private static readonly Func<string, bool> DateTimeForm =
        Matching("^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})\\z");

    private static readonly Dictionary<string, (Func<string, bool> Holds, string What)> Known = new(StringComparer.Ordinal)
    {
        ["cidr"] = (IsCidr, "address block such as 10.0.0.0/16"),
        ["ipv4"] = (IsIpv4, "IPv4 address"),
        ["ipv6"] = (IsIpv6, "IPv6 address"),
        ["ip"] = (t => IsIpv4(t) || IsIpv6(t), "IP address"),
        ["mac"] = (Matching("^[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}\\z"), "hardware address such as 02:00:00:12:34:56"),
        ["hostname"] = (IsHostname, "host name"),
        ["email"] = (IsEmail, "mail address such as ada@example.org"),
        ["port"] = (t => int.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535, "port from 1 to 65535"),
        ["arn"] = (Matching("^arn:[^:\\s]+:[^:\\s]+:[^:\\s]*:[^:\\s]*:\\S+\\z"), "Amazon resource name"),
        ["uuid"] = (Matching("^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\\z"), "UUID"),
        ["duration"] = (Matching("^P(?!\\z)([0-9]+W|([0-9]+Y)?([0-9]+M)?([0-9]+D)?(T(?!\\z)([0-9]+H)?([0-9]+M)?([0-9]+([.,][0-9]+)?S)?)?)\\z"), "duration such as PT30S"),
        ["uri"] = (IsUri, "URI such as https://example.com/"),
        ["pem"] = (Matching("^\\s*-----BEGIN ([A-Z0-9 ]+)-----\\s[\\s\\S]+?-----END \\1-----"), "PEM block"),
        ["date-time"] = (IsDateTime, "date and time such as 2026-01-31T12:00:00Z"),
        ["date"] = (t => DateTime.TryParseExact(t, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _), "date such as 2026-01-31"),
    };

    /// <summary>What a text should have been, <c>IPv4 address</c>; null when it keeps to the format.</summary>
    public static string? Broken(string format, string text) =>
        Known.TryGetValue(format, out var known) && !known.Holds(text) ? known.What : null;

    private static Func<string, bool> Matching(string pattern)
    {
        var regex = new Regex(pattern, RegexOptions.CultureInvariant, Limit);
        return text =>
        {
            try
            {
                return regex.IsMatch(text);
            }
            catch (RegexMatchTimeoutException)
            {
                return true; // a huge text isn't refused for being slow to check
            }
        };
    }

    // What everybody takes for one; RFC 5321's quoted names are nobody's address.
    private static bool IsEmail(string text)
    {
        var at = text.LastIndexOf('@');
        return at is > 0 and <= 64 && text.IndexOf('@') == at && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) && IsHostname(text.Substring(at + 1));
    }

    private static bool IsCidr(string text)
    {
        var slash = text.IndexOf('/');
        if (slash < 0 || !IsPrefix(text.Substring(slash + 1), out var prefix)) return false;
        var address = text.Substring(0, slash);
        return IsIpv4(address) ? prefix <= 32 : IsIpv6(address) && prefix <= 128;
    }

    private static bool IsPrefix(string text, out int prefix) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out prefix) && (text.Length == 1 || text[0] != '0');

    // Not IPAddress.TryParse, which takes 1, 0x7f.1 and 010.0.0.1 for addresses.
    private static bool IsIpv4(string text)
    {
        var parts = text.Split('.');
        return parts.Length == 4 && parts.All(p =>
            p.Length is > 0 and <= 3 && (p.Length == 1 || p[0] != '0') && int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out var octet) && octet <= 255);
    }

    private static bool IsIpv6(string text) =>
        text.IndexOf(':') >= 0 && text.All(c => c is ':' or '.' || Uri.IsHexDigit(c))
        && (text.IndexOf('.') < 0 || IsIpv4(text.Substring(text.LastIndexOf(':') + 1))) && IPAddress.TryParse(text, out _);

    private static bool IsHostname(string text)
    {
        var name = text.EndsWith(".", StringComparison.Ordinal) ? text.Substring(0, text.Length - 1) : text;
        return name.Length is > 0 and <= 253 && name.Split('.').All(label =>
            label.Length is > 0 and <= 63 && label[0] != '-' && label[label.Length - 1] != '-'
            && label.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-'));
    }

    private static bool IsUri(string text) => UriForm(text) && Uri.TryCreate(text, UriKind.Absolute, out _);

    private static bool IsDateTime(string text) =>
        DateTimeForm(text) && DateTimeOffset.TryParse(text.ToUpperInvariant(), CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
