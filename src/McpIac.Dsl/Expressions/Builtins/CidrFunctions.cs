using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Dsl.Expressions.Builtins;

/// <summary>Arithmetic on networks, IPv4 and IPv6.</summary>
internal static class CidrFunctions
{
    public static IReadOnlyList<Function> All { get; } =
    [
        new("cidrSubnet", 3, 3, ShapeKind.Text, static (a, _) => Subnet(a)),
        new("cidrHost", 2, 2, ShapeKind.Text, static (a, _) => Host(a)),
        new("cidrContains", 2, 2, ShapeKind.Boolean, static (a, _) => Contains(a)),
        new("cidrOverlaps", 2, 2, ShapeKind.Boolean, static (a, _) => Overlaps(a)),
    ];

    private static Outcome Subnet(IReadOnlyList<Datum> arguments)
    {
        if (Network.Parse(arguments[0].AsText()) is not { } network) return Wrong("cidrSubnet");
        if (Arguments.Whole(arguments[1]) is not { } bits || bits < 0) return Outcome.Fail("cidrSubnet takes the number of further bits, 0 or more, second");
        if (arguments[2].AsInteger() is not { } number || number < 0) return Outcome.Fail("cidrSubnet takes the subnet's number, 0 or more, third");
        var length = (long)network.Length + bits;
        if (length > network.Width) return Outcome.Fail($"cidrSubnet can't add {bits} bits to a prefix of {network.Length}, of {network.Width} in all");
        if (bits < 64 && number >> bits != 0) return Outcome.Fail($"cidrSubnet has no subnet {number} in {bits} further bits");
        var offset = bits == 0 ? 0 : (UInt128)number << (int)(network.Width - length);
        return (network with { Address = network.Address + offset, Length = (int)length }).ToString();
    }

    // Negative numbers count from the end, as -1 is a network's last address.
    private static Outcome Host(IReadOnlyList<Datum> arguments)
    {
        if (Network.Parse(arguments[0].AsText()) is not { } network) return Wrong("cidrHost");
        if (arguments[1].AsInteger() is not { } number) return Outcome.Fail("cidrHost takes a whole number second");
        var free = network.Width - network.Length;
        var last = free >= 128 ? UInt128.MaxValue : (UInt128.One << free) - 1;
        var distance = number >= 0 ? (UInt128)number : (UInt128)(-(number + 1));
        if (distance > last) return Outcome.Fail($"cidrHost has no address {number} in a prefix of {network.Length}");
        return network.Write(network.Address + (number >= 0 ? distance : last - distance));
    }

    private static Outcome Contains(IReadOnlyList<Datum> arguments)
    {
        if (Network.Parse(arguments[0].AsText()) is not { } network) return Wrong("cidrContains");
        if ((Network.Parse(arguments[1].AsText()) ?? Network.ParseAddress(arguments[1].AsText())) is not { } inner)
        {
            return Outcome.Fail("cidrContains takes an address or a network second");
        }

        return inner.Width == network.Width && inner.Length >= network.Length && (inner.Address & network.Mask) == network.Address;
    }

    // Two networks overlap when one lies in the other.
    private static Outcome Overlaps(IReadOnlyList<Datum> arguments)
    {
        if (Network.Parse(arguments[0].AsText()) is not { } one) return Wrong("cidrOverlaps");
        if (Network.Parse(arguments[1].AsText()) is not { } other) return Outcome.Fail("cidrOverlaps takes a network second");
        var wider = one.Length <= other.Length ? one : other;
        return one.Width == other.Width && (one.Address & wider.Mask) == (other.Address & wider.Mask);
    }

    private static Outcome Wrong(string name) => Outcome.Fail($"{name} takes a network such as 10.0.0.0/16 first");
}
