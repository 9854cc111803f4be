using System.Net;
using System.Numerics;

namespace McpIac.Schemas.Generation;

/// <summary>Addresses inside networks in CIDR notation.</summary>
internal static class Addresses
{
    // What clouds keep at a subnet's start (AWS: network, router, DNS, future use), so that made-up hosts look like hosts.
    private const int ReservedAtStart = 4;
    private const int LongestSearch = 4096;

    /// <summary>The network, or null when the text is none. Host bits are cleared.</summary>
    public static (IPAddress Start, int Length)? ParseNetwork(string? text)
    {
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        if (text is null || slash < 0 || !IPAddress.TryParse(text.AsSpan(0, slash), out var address)) return null;
        var bits = BitsOf(address);
        if (!int.TryParse(text.AsSpan(slash + 1), out var length) || length < 0 || length > bits) return null;
        return (ToAddress(ToNumber(address) >> (bits - length) << (bits - length), bits), length);
    }

    public static bool Contains(string network, string address) =>
        ParseNetwork(network) is { } n && IPAddress.TryParse(address, out var a) && BitsOf(a) == BitsOf(n.Start)
        && new IPNetwork(n.Start, n.Length).Contains(a);

    /// <summary>
    /// A host's address in the network, chosen by <paramref name="entropy"/> and then the next that isn't <paramref name="taken"/>; never the network's
    /// own, the broadcast address, or (in networks with room) the first few. Null when the text is no network or nothing is free.
    /// </summary>
    public static string? HostIn(string network, Entropy entropy, Func<string, bool> taken)
    {
        if (ParseNetwork(network) is not { } parsed) return null;
        var bits = BitsOf(parsed.Start);
        var size = BigInteger.One << (bits - parsed.Length);
        var (first, count) = size <= 2 ? (BigInteger.Zero, size)
            : size <= 2 * ReservedAtStart ? (BigInteger.One, size - 2)
            : (ReservedAtStart, size - ReservedAtStart - 1);
        var start = new BigInteger(entropy.Bytes(8), isUnsigned: true) % count;
        for (var i = 0; i < LongestSearch && i < count; i++)
        {
            var candidate = ToAddress(ToNumber(parsed.Start) + first + ((start + i) % count), bits).ToString();
            if (!taken(candidate)) return candidate;
        }

        return null;
    }

    /// <summary>The address that gateways usually have.</summary>
    public static string? FirstIn(string network)
    {
        if (ParseNetwork(network) is not { } parsed) return null;
        var bits = BitsOf(parsed.Start);
        return ToAddress(ToNumber(parsed.Start) + (bits - parsed.Length >= 2 ? 1 : 0), bits).ToString();
    }

    private static int BitsOf(IPAddress address) => address.GetAddressBytes().Length * 8;

    private static BigInteger ToNumber(IPAddress address) => new(address.GetAddressBytes(), isUnsigned: true, isBigEndian: true);

    private static IPAddress ToAddress(BigInteger number, int bits)
    {
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        var padded = new byte[bits / 8];
        bytes.CopyTo(padded, padded.Length - bytes.Length);
        return new IPAddress(padded);
    }
}
