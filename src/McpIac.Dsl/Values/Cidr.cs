using McpIac.Dsl.Expressions;

namespace McpIac.Dsl;

/// <summary>Arithmetic on networks, IPv4 and IPv6.</summary>
public static class Cidr
{
    /// <summary>The <paramref name="number"/>th subnet whose prefix is <paramref name="bits"/> longer: <c>Subnet("10.0.0.0/16", 8, 2)</c> is <c>10.0.2.0/24</c>.</summary>
    public static Value<string> Subnet(Value<string> network, Value<long> bits, Value<long> number) =>
        new(Compose.Call("cidrSubnet", network.OrNull, bits.OrNull, number.OrNull));

    /// <summary>The <paramref name="number"/>th address; negative numbers count from the end.</summary>
    public static Value<string> Host(Value<string> network, Value<long> number) => new(Compose.Call("cidrHost", network.OrNull, number.OrNull));

    /// <summary>Whether an address or a whole network lies inside.</summary>
    public static Value<bool> Contains(Value<string> network, Value<string> inner) => new(Compose.Call("cidrContains", network.OrNull, inner.OrNull));

    /// <summary>Whether two networks have an address in common.</summary>
    public static Value<bool> Overlaps(Value<string> network, Value<string> other) => new(Compose.Call("cidrOverlaps", network.OrNull, other.OrNull));
}
