using System.Globalization;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Schemas.Bindings;

/// <summary>What is said of a property: the schema's words, then what its rules mean, in sentences.</summary>
internal static class MemberDocumentation
{
    private const int MostValues = 12;
    private const int LongestValue = 200;

    public static string Of(Member member)
    {
        var shape = member.Shape;
        var scalar = shape.Kind is ShapeKind.List or ShapeKind.Map && shape.Element is not null ? shape.Element : shape;
        var parts = new[]
        {
            member.AliasOf is null ? null : $"Another name of {member.AliasOf}.",
            shape.Description.Length == 0 ? null : Sentence(shape.Description),
            shape.Unit is null ? null : $"In {shape.Unit}.",
            Values(scalar), Range(scalar), Count(scalar.MinLength, scalar.MaxLength, "character"),
            shape.Kind == ShapeKind.List ? Count(shape.MinItems, shape.MaxItems, "element") : null,
            scalar.Pattern is null ? null : $"Matches {scalar.Pattern}.",
            shape.Default is null ? null : $"Unset, it is {Short(shape.Default)}.",
            shape.Examples.Count == 0 ? null : $"For example {Short(shape.Examples[0])}.",
            shape.Immutable ? "A change replaces the resource." : null,
            shape.Deprecated ? "Deprecated." : null,
        };
        var text = string.Join(" ", parts.Where(p => p is not null));
        return text.Length > 0 ? text : $"The property {member.WireName}.";
    }

    private static string Sentence(string text)
    {
        var end = text.TrimEnd();
        return end.Length == 0 || end[end.Length - 1] is '.' or '!' or '?' or ':' or ')' ? end : end + ".";
    }

    private static string? Values(Shape shape) => shape.Enum.Count == 0 || shape.Kind is ShapeKind.Object or ShapeKind.Map ? null
        : shape.Enum.Count == 1 ? $"Always {Short(shape.Enum[0])}."
        : $"One of {string.Join(", ", shape.Enum.Take(MostValues).Select(Short))}{(shape.Enum.Count > MostValues ? " …" : "")}.";

    private static string? Range(Shape shape)
    {
        var (least, greatest) = (MemberWriter.Least(shape), MemberWriter.Greatest(shape));
        var (above, below) = (shape.Kind == ShapeKind.Number ? shape.ExclusiveMinimum : null, shape.Kind == ShapeKind.Number ? shape.ExclusiveMaximum : null);
        if (least is not null && greatest is not null && above is null && below is null) return $"From {Number(least)} to {Number(greatest)}.";
        var from = above is not null ? $"more than {Number(above)}" : least is null ? null : $"at least {Number(least)}";
        var to = below is not null ? $"less than {Number(below)}" : greatest is null ? null : $"at most {Number(greatest)}";
        var text = string.Join(" and ", new[] { from, to }.OfType<string>());
        return text.Length == 0 ? null : char.ToUpperInvariant(text[0]) + text.Substring(1) + ".";
    }

    private static string? Count(int? least, int? greatest, string noun) => (least, greatest) switch
    {
        (null or 0, null) => null,
        ({ } low, null) => $"At least {Counted(low, noun)}.",
        (null or 0, { } high) => $"At most {Counted(high, noun)}.",
        ({ } low, { } high) => low == high ? $"{Counted(high, noun)}." : $"{low} to {Counted(high, noun)}.",
    };

    private static string Counted(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    private static string Number(double? number) => (number ?? 0).ToString("R", CultureInfo.InvariantCulture);

    private static string Short(Datum value)
    {
        var text = value.ToString();
        return text.Length <= LongestValue ? text : text.Substring(0, LongestValue) + "…";
    }
}
