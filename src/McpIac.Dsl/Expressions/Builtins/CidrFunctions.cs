using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Validation;

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
        return network.Subnet((int)bits, number).ToString();
    }

    // Negative numbers count from the end, as -1 is a network's last address.
    private static Outcome Host(IReadOnlyList<Datum> arguments)
    {
        if (Network.Parse(arguments[0].AsText()) is not { } network) return Wrong("cidrHost");
        if (arguments[1].AsInteger() is not { } number) return Outcome.Fail("cidrHost takes a whole number second");
        var distance = number >= 0 ? number : -(number + 1);
        if (distance >= network.Size) return Outcome.Fail($"cidrHost has no address {number} in a prefix of {network.Length}");
        return network.Write(number >= 0 ? network.Address + distance : network.Address + network.Size - 1 - distance);
    }

    private static Outcome Contains(IReadOnlyList<Datum> arguments)
    {
        if (Network.Parse(arguments[0].AsText()) is not { } network) return Wrong("cidrContains");
        if ((Network.Parse(arguments[1].AsText()) ?? Network.ParseAddress(arguments[1].AsText())) is not { } inner)
        {
            return Outcome.Fail("cidrContains takes an address or a network second");
        }

        return network.Contains(inner);
    }

    private static Outcome Overlaps(IReadOnlyList<Datum> arguments)
    {
        if (Network.Parse(arguments[0].AsText()) is not { } one) return Wrong("cidrOverlaps");
        if (Network.Parse(arguments[1].AsText()) is not { } other) return Outcome.Fail("cidrOverlaps takes a network second");
        return one.Overlaps(other);
    }

    private static Outcome Wrong(string name) => Outcome.Fail($"{name} takes a network such as 10.0.0.0/16 first");
}
