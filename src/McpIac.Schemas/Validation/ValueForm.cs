using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Schemas.Validation;

/// <summary>A value as JSON Schema would have it written: under the members' own names, without nulls that stand for "not set", known values in their own letter case.</summary>
internal static class ValueForm
{
    public static Datum Of(Shape shape, Datum value) => value.Kind switch
    {
        DatumKind.Map when !StandIns.Is(value) => Map(shape, value),
        DatumKind.List when shape.Element is { } element => List(element, value),
        DatumKind.Text when shape.Equal == "caseInsensitive" =>
            shape.Enum.FirstOrDefault(e => string.Equals(e.AsText(), value.AsText(), StringComparison.OrdinalIgnoreCase)) ?? value,
        _ => value,
    };

    private static Datum List(Shape element, Datum value)
    {
        var items = value.Items.Select(item => Of(element, item)).ToArray();
        return items.Where((item, i) => !ReferenceEquals(item, value.Items[i])).Any() ? Datum.ListOf(items) : value;
    }

    private static Datum Map(Shape shape, Datum value)
    {
        // Nearly every value is in this form already.
        List<KeyValuePair<string, Datum>>? made = null;
        for (var i = 0; i < value.Members.Count; i++)
        {
            var written = value.Members[i];
            var member = shape.Member(written.Key);
            if (written.Value.IsNull && member is { Shape: { Nullable: false, Kind: not ShapeKind.Any } })
            {
                made ??= [.. value.Members.Take(i)];
                continue;
            }

            var form = (member?.Shape ?? shape.Element) is { } inner ? Of(inner, written.Value) : written.Value;
            var name = member?.Name ?? written.Key;
            if (made is null && name == written.Key && ReferenceEquals(form, written.Value)) continue;
            made ??= [.. value.Members.Take(i)];
            made.Add(new(name, form));
        }

        return made is null ? value : Datum.MapOf(made);
    }
}
