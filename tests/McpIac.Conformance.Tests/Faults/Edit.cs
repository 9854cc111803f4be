using System.Globalization;
using McpIac.Schemas.Data;

namespace McpIac.Conformance.Tests.Faults;

/// <summary>Changes data at JSON pointers.</summary>
internal static class Edit
{
    /// <summary>The value with what the pointer names changed; the value itself when it names nothing.</summary>
    public static Datum At(Datum value, string pointer, Func<Datum, Datum> change) => At(value, [.. JsonPointer.Tokens(pointer)], change);

    public static Datum Set(Datum value, string pointer, Datum put)
    {
        var slash = pointer.LastIndexOf('/');
        return At(value, pointer[..slash], parent => parent.Kind == DatumKind.List ? At(parent, pointer[slash..], _ => put) : parent.With(pointer[(slash + 1)..], put));
    }

    public static Datum Set(Datum value, string pointer, string put) => Set(value, pointer, Datum.Of(put));

    public static Datum Drop(Datum value, string pointer)
    {
        var slash = pointer.LastIndexOf('/');
        return At(value, pointer[..slash], parent => parent.Without(pointer[(slash + 1)..]));
    }

    /// <summary>A list's items changed; those that become null are left out.</summary>
    public static Datum Each(Datum value, string pointer, Func<Datum, int, Datum?> change) =>
        At(value, pointer, list => Datum.ListOf(list.Items.Select(change).OfType<Datum>()));

    public static Datum Read(string json) => DatumReader.Read(json).Value!;

    private static Datum At(Datum value, string[] tokens, Func<Datum, Datum> change)
    {
        if (tokens.Length == 0) return change(value);
        var (first, rest) = (tokens[0], tokens[1..]);
        return value.Kind switch
        {
            DatumKind.Map => Datum.MapOf(value.Members.Select(m => m.Key == first ? KeyValuePair.Create(m.Key, At(m.Value, rest, change)) : m)),
            DatumKind.List => Datum.ListOf(value.Items.Select((item, i) => i.ToString(CultureInfo.InvariantCulture) == first ? At(item, rest, change) : item)),
            _ => value,
        };
    }
}
