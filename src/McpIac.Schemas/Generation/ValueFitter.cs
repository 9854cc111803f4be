using System.Globalization;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Validation;

namespace McpIac.Schemas.Generation;

/// <summary>Makes a candidate what a shape wants, if it can be.</summary>
internal static class ValueFitter
{
    /// <summary>The value, converted where that loses nothing (a number's text), or null when the shape refuses it.</summary>
    public static Datum? Fit(Shape shape, Datum? value)
    {
        if (value is null || value.IsNull) return null;
        var converted = shape.Kind switch
        {
            ShapeKind.Text when value.Kind == DatumKind.Number => Datum.Of(value.NumberText ?? ""),
            ShapeKind.Text when value.AsBoolean() is { } truth => Datum.Of(truth ? "true" : "false"),
            ShapeKind.Integer when long.TryParse(value.AsText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => Datum.Of(whole),
            ShapeKind.Boolean when value.AsText() is "true" or "false" => Datum.Of(value.AsText() == "true"),
            _ => value,
        };
        return Accepts(shape, converted) ? converted : null;
    }

    public static bool Accepts(Shape shape, Datum value) => ShapeValidator.Validate(shape, value).Count == 0;

    /// <summary>Whether a shape holds one address, so that a network offered for it means "one in there".</summary>
    public static bool IsAddress(string name, Shape shape) => shape.Kind == ShapeKind.Text && (shape.Format switch
    {
        "ipv4" or "ipv6" or "ip" => true,
        null => name.EndsWith("ip", StringComparison.OrdinalIgnoreCase) || name.EndsWith("address", StringComparison.OrdinalIgnoreCase),
        _ => false,
    });
}
