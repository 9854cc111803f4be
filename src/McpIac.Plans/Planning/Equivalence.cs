using System.Net;
using System.Text.Json;
using McpIac.Plans.Secrets;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Plans.Planning;

/// <summary>What counts as no change: equality, softened by the shape's <c>x-iac-equal</c> and <c>x-iac-unordered</c>.</summary>
internal static class Equivalence
{
    /// <param name="before">As state has it, secrets as fingerprints.</param>
    /// <param name="after">As planned, secrets in the clear.</param>
    public static bool Same(string urn, Shape? shape, Datum before, Datum after)
    {
        if (Fingerprints.IsFingerprint(before)) return Fingerprints.IsFingerprint(after) ? before.Equals(after) : before.Equals(Fingerprints.Of(urn, after));
        if (before.Equals(after)) return true;
        if (before.Kind != after.Kind) return false;
        return before.Kind switch
        {
            DatumKind.Text => SameText(shape?.Equal, before.AsText() ?? "", after.AsText() ?? ""),
            DatumKind.List => SameList(urn, shape, before.Items, after.Items),
            DatumKind.Map => SameMap(urn, shape, before, after),
            _ => false,
        };
    }

    private static bool SameMap(string urn, Shape? shape, Datum before, Datum after) =>
        before.Members.Concat(after.Members).Select(m => m.Key).Distinct(StringComparer.Ordinal).All(key =>
        {
            var inner = shape?.Member(key)?.Shape ?? shape?.Element;
            return Same(urn, inner, before[key] ?? inner?.Default ?? Datum.Null, after[key] ?? inner?.Default ?? Datum.Null);
        });

    private static bool SameList(string urn, Shape? shape, IReadOnlyList<Datum> before, IReadOnlyList<Datum> after)
    {
        if (before.Count != after.Count) return false;
        if (shape?.Unordered != true) return before.Zip(after).All(p => Same(urn, shape?.Element, p.First, p.Second));
        var left = before.ToList();
        foreach (var item in after)
        {
            var index = left.FindIndex(b => Same(urn, shape.Element, b, item));
            if (index < 0) return false;
            left.RemoveAt(index);
        }

        return true;
    }

    private static bool SameText(string? mode, string before, string after) => mode switch
    {
        "caseInsensitive" => string.Equals(before, after, StringComparison.OrdinalIgnoreCase),
        "cidr" => Network(before) is { } a && a.Equals(Network(after)),
        "duration" => Durations.Read(before) is { } a && a == Durations.Read(after),
        "json" => Json(before) is { } a && a.Equals(Json(after)),
        _ => false,
    };

    // Host bits carry no meaning in a network's address, and IPNetwork refuses them, so they are cleared first.
    private static IPNetwork? Network(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !IPAddress.TryParse(text[..slash], out var address) || !int.TryParse(text[(slash + 1)..], out var length)) return null;
        var bytes = address.GetAddressBytes();
        if (length < 0 || length > bytes.Length * 8) return null;
        for (var bit = length; bit < bytes.Length * 8; bit++) bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return new IPNetwork(new IPAddress(bytes), length);
    }

    private static Datum? Json(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return DatumJsonConverter.From(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
