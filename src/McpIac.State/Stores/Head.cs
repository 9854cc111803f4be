namespace McpIac.State.Stores;

/// <summary>Where a deployment's journal is.</summary>
/// <param name="Sum">The checksum of the last entry, into which those of all before it went; empty before the first.</param>
/// <param name="Digest">The sum over all rows' checksums.</param>
internal sealed record Head(long Serial, string Sum, RowDigest Digest)
{
    public static Head Empty { get; } = new(0, "", RowDigest.Zero);
}
