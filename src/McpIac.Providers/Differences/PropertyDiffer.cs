using McpIac.Providers.Secrets;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Comparison;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Differences;

/// <summary>How recorded properties and asked ones differ, place by place.</summary>
internal static class PropertyDiffer
{
    /// <param name="before">Normal form, secrets as fingerprints.</param>
    /// <param name="after">Normal form, secrets as fingerprints too; values not known yet as markers.</param>
    public static IReadOnlyList<WireDiff> Compare(Shape shape, Datum before, Datum after)
    {
        var diffs = new List<WireDiff>();
        Members(shape, before, after, "", shape.Immutable, diffs);
        return diffs;
    }

    private static void Members(Shape? shape, Datum before, Datum after, string pointer, bool immutable, List<WireDiff> diffs)
    {
        foreach (var name in before.Members.Concat(after.Members).Select(m => m.Key).Distinct(StringComparer.Ordinal))
        {
            var inner = shape?.Member(name)?.Shape ?? shape?.Element;
            Visit(inner, before[name], after[name], JsonPointer.Append(pointer, name), immutable || inner?.Immutable == true, diffs);
        }
    }

    private static void Visit(Shape? shape, Datum? before, Datum? after, string pointer, bool immutable, List<WireDiff> diffs)
    {
        // What the provider chose stays as it is when the program leaves the choice to it.
        if (after is null && shape?.Computed == true) return;
        var (was, willBe) = (Or(before, shape), Or(after, shape));
        if (!Markers.ContainsUnknown(willBe) && Equivalence.Same(shape, was, willBe)) return;
        if (was.Kind == DatumKind.Map && willBe.Kind == DatumKind.Map && was["$iac"] is null && willBe["$iac"] is null)
        {
            Members(shape, was, willBe, pointer, immutable, diffs);
            return;
        }

        var reason = Markers.ContainsUnknown(willBe) ? "known after apply" : before is null ? "added" : after is null ? "removed" : "changed";
        diffs.Add(new WireDiff(pointer, Shown(before), Shown(after), immutable, reason));
    }

    private static Datum Or(Datum? value, Shape? shape) => value is null || value.IsNull ? shape?.Default ?? Datum.Null : value;

    private static Datum? Shown(Datum? value) => value is null ? null : Markers.Mask(value);
}
