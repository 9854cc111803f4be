using System.Globalization;
using System.Text;

namespace McpIac.Schemas.Generation;

/// <summary>Texts of JSON Schema's and the standard's formats.</summary>
internal static class FormatTexts
{
    // No clock: a run with the same resources yields the same values.
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>A text of the format, or null when the format is not known here.</summary>
    /// <param name="owner">The resource's name, for texts that carry one.</param>
    public static string? Generate(string format, string owner, Entropy entropy) => format switch
    {
        "uuid" => Uuid(entropy),
        "ipv4" => Addresses.HostIn($"10.{entropy.Next(256)}.{entropy.Next(256)}.0/24", entropy, _ => false),
        "ipv6" => Addresses.HostIn($"fd00:{entropy.Hex(4)}::/64", entropy, _ => false),
        "cidr" => $"10.{entropy.Next(256)}.{entropy.Next(256)}.0/24",
        "mac" => $"02:{string.Join(':', entropy.Bytes(5).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)))}",
        "hostname" or "idn-hostname" => $"{Label(owner)}-{entropy.Hex(6)}.internal",
        "arn" => $"arn:aws:twin:eu-central-1:123456789012:{Label(owner)}-{entropy.Hex(8)}",
        "uri" or "url" or "iri" or "uri-reference" => $"https://{Label(owner)}-{entropy.Hex(6)}.internal/",
        "email" or "idn-email" => $"{Label(owner)}@example.org",
        "date-time" => Moment(entropy).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        "date" => Moment(entropy).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "time" => Moment(entropy).ToString("HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        "duration" => "PT30S",
        "port" => Port(entropy).ToString(CultureInfo.InvariantCulture),
        "pem" => Pem(entropy),
        "byte" or "base64" => Convert.ToBase64String(entropy.Bytes(12)),
        "json-pointer" => "",
        "regex" => ".*",
        _ => null,
    };

    public static int Port(Entropy entropy) => 20_000 + entropy.Next(20_000);

    /// <summary>A name as a host's label: lower case, digits, hyphens, at most 40.</summary>
    public static string Label(string name)
    {
        var label = new StringBuilder();
        foreach (var c in name.ToLowerInvariant()) label.Append(char.IsAsciiLetterOrDigit(c) ? c : '-');
        var trimmed = label.ToString().Trim('-');
        return trimmed.Length == 0 ? "x" : trimmed.Length > 40 ? trimmed[..40].TrimEnd('-') : trimmed;
    }

    private static string Uuid(Entropy entropy)
    {
        var bytes = entropy.Bytes(16);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40); // RFC 9562: version 4, variant 10
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    private static DateTime Moment(Entropy entropy) => Start.AddSeconds(entropy.Next(86_400 * 180));

    private static string Pem(Entropy entropy) =>
        $"-----BEGIN CERTIFICATE-----\n{Convert.ToBase64String(entropy.Bytes(48))}\n-----END CERTIFICATE-----\n";
}
