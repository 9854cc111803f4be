namespace McpIac.State.Stores;

/// <summary>Which row it is.</summary>
/// <remarks>A class, as <see cref="RowSum"/> is: a table of them is code that the runtime has ready, where one of structs would be compiled anew in each process.</remarks>
internal sealed record RowPlace(string Table, string Key);

/// <summary>A row's checksum.</summary>
internal sealed record RowSum(RowDigest Value)
{
    /// <summary>That of a row that isn't there.</summary>
    public static RowSum None { get; } = new(RowDigest.Zero);

    /// <summary>The checksum over rows, in whichever order.</summary>
    public static RowDigest Of(IEnumerable<RowSum> sums)
    {
        var all = RowDigest.Zero;
        foreach (var sum in sums) all += sum.Value;
        return all;
    }
}
