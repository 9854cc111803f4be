using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace McpIac.Dsl.Expressions.Builtins;

/// <summary>A network: its first address, host bits cleared.</summary>
/// <param name="Width">32 or 128.</param>
internal sealed record Network(UInt128 Address, int Length, int Width)
{
    public UInt128 Mask => Length == 0 ? 0 : UInt128.MaxValue << (Width - Length) & (Width == 32 ? uint.MaxValue : UInt128.MaxValue);

    /// <summary><c>10.1.2.3/16</c> as <c>10.1.0.0/16</c>; null when the text is no network.</summary>
    public static Network? Parse(string? text)
    {
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        if (text is null || slash < 0 || ParseAddress(text[..slash]) is not { } address) return null;
        var digits = text[(slash + 1)..];
        if (digits.Length is 0 or > 3 || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > address.Width) return null;
        var network = address with { Length = length };
        return network with { Address = network.Address & network.Mask };
    }

    /// <summary>A single address as a network of itself. Strict: .NET would read <c>10.1</c> and <c>010.0.0.1</c> as other addresses than they look.</summary>
    public static Network? ParseAddress(string? text)
    {
        if (text is null || text.Length > 45 || !IPAddress.TryParse(text, out var address)) return null;
        var bytes = address.GetAddressBytes();
        if (bytes.Length == 4) return address.ToString() == text ? new(BinaryPrimitives.ReadUInt32BigEndian(bytes), 32, 32) : null;
        return text.AsSpan().ContainsAny('%', '[', ']') ? null : new(BinaryPrimitives.ReadUInt128BigEndian(bytes), 128, 128);
    }

    public string Write(UInt128 address)
    {
        var bytes = new byte[Width / 8];
        if (Width == 32) BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)address);
        else BinaryPrimitives.WriteUInt128BigEndian(bytes, address);
        return new IPAddress(bytes).ToString();
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Write(Address)}/{Length}");
}
