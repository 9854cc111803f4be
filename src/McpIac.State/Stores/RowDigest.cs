using System.Buffers.Binary;
using System.Globalization;

namespace McpIac.State.Stores;

/// <summary>A number of 128 bits that checksums of rows are added to and taken from.</summary>
/// <remarks>Not <see cref="UInt128"/>: what handles that is compiled anew in each process.</remarks>
internal readonly record struct RowDigest(ulong High, ulong Low)
{
    public static RowDigest Zero => default;

    public static RowDigest operator +(RowDigest a, RowDigest b)
    {
        var low = unchecked(a.Low + b.Low);
        return new(unchecked(a.High + b.High + (low < a.Low ? 1UL : 0)), low);
    }

    public static RowDigest operator -(RowDigest a, RowDigest b) => new(unchecked(a.High - b.High - (a.Low < b.Low ? 1UL : 0)), unchecked(a.Low - b.Low));

    /// <param name="bytes">The first 16 count.</param>
    public static RowDigest Of(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));

    /// <param name="text">32 hexadecimal digits.</param>
    /// <exception cref="FormatException">It is something else.</exception>
    public static RowDigest Parse(string text) => text.Length == 32 ? new(Half(text.AsSpan(0, 16)), Half(text.AsSpan(16))) : throw new FormatException();

    public override string ToString() => High.ToString("x16", CultureInfo.InvariantCulture) + Low.ToString("x16", CultureInfo.InvariantCulture);

    private static ulong Half(ReadOnlySpan<char> digits) => ulong.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
