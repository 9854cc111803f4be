using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Engine.Adapters;

/// <summary>Properties to try a type with: what is required, as small as its schema allows, and told from everything else by a name of its own.</summary>
internal static class SampleProperties
{
    private const int Deepest = 8;

    /// <param name="given">Values that are to be used; they may be of what isn't required too.</param>
    /// <param name="mark">A text that nothing else has: what identifies the object is called by it.</param>
    public static Datum Of(ResourceType type, Datum given, string mark)
    {
        var members = type.Properties.Members.Where(m => m.Required || given[m.Name] is { IsNull: false })
            .Select(m => KeyValuePair.Create(m.Name, given[m.Name] is { IsNull: false } value ? AnswerValues.Fitted(m.Shape, value) : Value(m.Shape, ObjectAddress.Members(type).Contains(m.Name) ? mark : $"{mark}_{m.Name}", 0)));
        return Datum.MapOf(members);
    }

    /// <summary>The same properties with one that an update can change, changed; null when there is none.</summary>
    public static Datum? Changed(ResourceType type, Datum properties)
    {
        if (!type.CanUpdate) return null;
        foreach (var member in type.Properties.Members.Where(m => m.Shape is { Immutable: false, Sensitive: false, WriteOnly: false, Enum.Count: 0, Format: null, Pattern: null } && !ObjectAddress.Members(type).Contains(m.Name)))
        {
            var other = (member.Shape.Kind, properties[member.Name]) switch
            {
                (ShapeKind.Text, { } text) => Datum.Of(text.AsText() + "2"),
                (ShapeKind.Text, null) => Datum.Of("2"),
                (ShapeKind.Boolean, var truth) => Datum.Of(truth?.AsBoolean() != true),
                (ShapeKind.Integer or ShapeKind.Number, { } number) when member.Shape.Maximum is null => Datum.Of((number.AsInteger() ?? 0) + 1),
                _ => null,
            };
            if (other is not null) return properties.With(member.Name, other);
        }

        return null;
    }

    private static Datum Value(Shape shape, string text, int depth)
    {
        if (shape.Examples.Count > 0) return shape.Examples[0];
        if (shape.Default is { IsNull: false } preset) return preset;
        if (shape.Enum.Count > 0) return shape.Enum[0];
        return shape.Kind switch
        {
            ShapeKind.Text => Datum.Of(shape.MaxLength is { } most && text.Length > most ? text[^most..] : text),
            ShapeKind.Integer or ShapeKind.Number => Datum.Of((long)Math.Ceiling(shape.Minimum ?? (shape.ExclusiveMinimum is { } above ? above + 1 : Math.Min(1, shape.Maximum ?? 1)))),
            ShapeKind.Boolean => Datum.False,
            ShapeKind.List => Datum.ListOf(shape.Element is { } element && depth < Deepest ? Enumerable.Range(0, Math.Clamp(shape.MinItems ?? 0, 0, 10)).Select(_ => Value(element, text, depth + 1)) : []),
            ShapeKind.Object when depth < Deepest => Datum.MapOf(shape.Members.Where(m => m.Required).Select(m => KeyValuePair.Create(m.Name, Value(m.Shape, text, depth + 1)))),
            ShapeKind.Any => Datum.Of(text),
            _ => Datum.EmptyMap,
        };
    }
}
