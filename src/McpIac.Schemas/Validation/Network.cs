using System.Globalization;
using System.Net;
using System.Numerics;

namespace McpIac.Schemas.Validation;

/// <summary>A network: its first address, host bits cleared. Numbers of any size, because netstandard2.0 has none of 128 bits.</summary>
/// <param name="Width">32 or 128.</param>
public sealed record Network(BigInteger Address, int Length, int Width)
{
    /// <summary>How many addresses it has.</summary>
    public BigInteger Size => BigInteger.One << (Width - Length);

    /// <summary><c>10.1.2.3/16</c> as <c>10.1.0.0/16</c>; null when the text is no network.</summary>
    public static Network? Parse(string? text)
    {
        var slash = text?.IndexOf('/') ?? -1;
        if (text is null || slash < 0 || ParseAddress(text.Substring(0, slash)) is not { } address) return null;
        var digits = text.Substring(slash + 1);
        if (digits.Length is 0 or > 3 || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > address.Width) return null;
        var network = address with { Length = length };
        return network with { Address = network.Address - network.Address % network.Size };
    }

    /// <summary>A single address as a network of itself. Strict: .NET would read <c>10.1</c> and <c>010.0.0.1</c> as other addresses than they look.</summary>
    public static Network? ParseAddress(string? text)
    {
        if (text is null || text.Length > 45 || !IPAddress.TryParse(text, out var address)) return null;
        var bytes = address.GetAddressBytes();
        if (bytes.Length == 4) return address.ToString() == text ? new(Number(bytes), 32, 32) : null;
        return text.IndexOfAny(['%', '[', ']']) >= 0 ? null : new(Number(bytes), 128, 128);
    }

    /// <summary>Whether another network, or an address, lies inside.</summary>
    public bool Contains(Network inner) => inner.Width == Width && inner.Length >= Length && inner.Address >= Address && inner.Address < Address + Size;

    /// <summary>Two networks overlap when one lies in the other.</summary>
    public bool Overlaps(Network other) => Contains(other) || other.Contains(this);

    /// <summary>The <paramref name="number"/>th network whose prefix is <paramref name="bits"/> longer; the caller has seen to it that there is one.</summary>
    public Network Subnet(int bits, long number)
    {
        var subnet = this with { Length = Length + bits };
        return subnet with { Address = Address + number * subnet.Size };
    }

    public string Write(BigInteger address)
    {
        var bytes = new byte[Width / 8];
        var (digits, rest) = (bytes.Length, address);
        while (digits > 0)
        {
            bytes[--digits] = (byte)(rest % 256);
            rest /= 256;
        }

        return new IPAddress(bytes).ToString();
    }

    public override string ToString() => $"{Write(Address)}/{Length.ToString(CultureInfo.InvariantCulture)}";

    private static BigInteger Number(byte[] bytes) => bytes.Aggregate(BigInteger.Zero, (number, b) => number * 256 + b);
}
