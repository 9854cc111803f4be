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
        var members = value.Members.Where(m => !m.Value.IsNull || shape.Member(m.Key) is not { } member || member.Shape.Nullable || member.Shape.Kind == ShapeKind.Any)
            .Select(m => shape.Member(m.Key) is { } member ? new(member.Name, Of(member.Shape, m.Value)) : shape.Element is { } element ? new(m.Key, Of(element, m.Value)) : m).ToArray();
        return members.Length < value.Members.Count || members.Where((m, i) => m.Key != value.Members[i].Key || !ReferenceEquals(m.Value, value.Members[i].Value)).Any()
            ? Datum.MapOf(members)
            : value;
    }
}
