namespace McpIac.Schemas.Data;

/// <summary>Equality with a hash of all of a value, for sets of many values that are alike in form.</summary>
internal sealed class DatumComparer : IEqualityComparer<Datum>
{
    public static DatumComparer Instance { get; } = new();

    public bool Equals(Datum? x, Datum? y) => x is null ? y is null : x.Equals(y);

    public int GetHashCode(Datum obj) => unchecked(obj.Kind switch
    {
        DatumKind.List => obj.Items.Aggregate(17, (hash, item) => hash * 31 + GetHashCode(item)),

        // Members have no order.
        DatumKind.Map => obj.WithoutRepeats().Members.Aggregate(19, (hash, m) => hash + (StringComparer.Ordinal.GetHashCode(m.Key) * 397 ^ GetHashCode(m.Value))),
        _ => obj.GetHashCode(),
    });
}
