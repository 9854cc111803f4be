using System.Globalization;
using System.Net;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Schemas.Comparison;

/// <summary>What counts as no change: equality, softened by the shape's <c>x-iac-equal</c>, <c>x-iac-unordered</c> and defaults. The planner and providers agree on it.</summary>
public static class Equivalence
{
    /// <param name="ruling">Asked at every place that differs: whether the two mean the same where a shape can't tell (one is a secret's fingerprint), else null.</param>
    public static bool Same(Shape? shape, Datum before, Datum after, Func<Datum, Datum, bool?>? ruling = null)
    {
        if (ruling?.Invoke(before, after) is { } ruled) return ruled;
        if (before.Equals(after)) return true;
        if (before.Kind != after.Kind) return false;
        return before.Kind switch
        {
            DatumKind.Text => SameText(shape?.Equal, before.AsText() ?? "", after.AsText() ?? ""),
            DatumKind.List => SameList(shape, before.Items, after.Items, ruling),
            DatumKind.Map => SameMap(shape, before, after, ruling),
            _ => false,
        };
    }

    /// <summary>A number that is the same for values that are the <see cref="Same"/> by the shape alone.</summary>
    public static int Hash(Shape? shape, Datum value) => value.Kind switch
    {
        DatumKind.Text => HashText(shape?.Equal, value.AsText() ?? ""),
        DatumKind.List => value.Items.Aggregate(value.Items.Count, (hash, item) => unchecked(hash + Hash(shape?.Element, item))),
        DatumKind.Map => 0,
        _ => value.GetHashCode(),
    };

    private static bool SameMap(Shape? shape, Datum before, Datum after, Func<Datum, Datum, bool?>? ruling) =>
        before.Members.Concat(after.Members).Select(m => m.Key).Distinct(StringComparer.Ordinal).All(key =>
        {
            var inner = shape?.Member(key)?.Shape ?? shape?.Element;
            return Same(inner, before[key] ?? inner?.Default ?? Datum.Null, after[key] ?? inner?.Default ?? Datum.Null, ruling);
        });

    private static bool SameList(Shape? shape, IReadOnlyList<Datum> before, IReadOnlyList<Datum> after, Func<Datum, Datum, bool?>? ruling)
    {
        if (before.Count != after.Count) return false;
        if (shape?.Unordered != true) return before.Zip(after, (b, a) => Same(shape?.Element, b, a, ruling)).All(same => same);
        var left = before.ToList();
        foreach (var item in after)
        {
            var index = left.FindIndex(b => Same(shape.Element, b, item, ruling));
            if (index < 0) return false;
            left.RemoveAt(index);
        }

        return true;
    }

    private static bool SameText(string? mode, string before, string after) => mode switch
    {
        "caseInsensitive" => string.Equals(before, after, StringComparison.OrdinalIgnoreCase),
        "cidr" => Network(before) is { } a && Network(after) is { } b && a.Length == b.Length && a.Prefix.SequenceEqual(b.Prefix),
        "duration" => Durations.Read(before) is { } a && a == Durations.Read(after),
        "json" => DatumReader.Read(before).Value is { } a && a.Equals(DatumReader.Read(after).Value),
        _ => false,
    };

    private static int HashText(string? mode, string text) => mode switch
    {
        "caseInsensitive" => StringComparer.OrdinalIgnoreCase.GetHashCode(text),
        "cidr" when Network(text) is { } network => network.Prefix.Aggregate(network.Length, (hash, part) => unchecked(hash * 31 + part)),
        "duration" when Durations.Read(text) is { } duration => duration.GetHashCode(),
        "json" when DatumReader.Read(text).Value is { } value => value.GetHashCode(),
        _ => StringComparer.Ordinal.GetHashCode(text),
    };

    // Host bits carry no meaning in a network's address, so they are cleared.
    private static (byte[] Prefix, int Length)? Network(string text)
    {
        var slash = text.IndexOf('/');
        if (slash < 0 || !IPAddress.TryParse(text.Substring(0, slash), out var address)) return null;
        if (!int.TryParse(text.Substring(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length)) return null;
        var bytes = address.GetAddressBytes();
        if (length > bytes.Length * 8) return null;
        for (var bit = length; bit < bytes.Length * 8; bit++) bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return (bytes, length);
    }
}
