using System.Globalization;

namespace McpIac.State.Stores;

/// <summary>Where a deployment's journal is.</summary>
/// <param name="Sum">The checksum of the last entry, into which those of all before it went; empty before the first.</param>
/// <param name="Digest">The sum over all rows' checksums.</param>
internal sealed record Head(long Serial, string Sum, UInt128 Digest)
{
    public static Head Empty { get; } = new(0, "", 0);

    public string DigestText => Digest.ToString("x32", CultureInfo.InvariantCulture);

    public static UInt128 ReadDigest(string text) => UInt128.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
