using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Validation;

namespace McpIac.Conformance.Examples;

/// <summary>Makes mistakes that a type's schema forbids. Each is null when the schema leaves no room for it.</summary>
internal static class Mistakes
{
    public const string UnknownMember = "conformanceNoSuchMember";

    public static Mistake? Missing(ResourceType type, Datum valid) =>
        type.Properties.Members.Where(m => m.Required && m.Shape.Default is null).Select(m => Of(type, valid.Without(m.Name), m.Name)).FirstOrDefault(m => m is not null);

    public static Mistake? WrongKind(ResourceType type, Datum valid) =>
        Plain(type, valid).Select(m => Of(type, valid.With(m.Name, Wrong(m.Shape.Kind)), m.Name)).FirstOrDefault(m => m is not null);

    public static Mistake? Unknown(ResourceType type, Datum valid) => Of(type, valid.With(UnknownMember, Datum.Of("x")), UnknownMember);

    /// <summary>A value of the right kind that breaks a range, a list of values, a pattern or a length.</summary>
    public static Mistake? Constraint(ResourceType type, Datum valid) => Plain(type, valid)
        .SelectMany(m => Beyond(m.Shape).Select(v => Of(type, valid.With(m.Name, v), m.Name))).FirstOrDefault(m => m is not null);

    /// <summary>Two different mistakes at once, with both paths.</summary>
    public static (Datum Properties, string[] Paths)? Two(ResourceType type, Datum valid)
    {
        Mistake[] known = [.. new[] { Unknown(type, valid), WrongKind(type, valid) ?? Constraint(type, valid) ?? Missing(type, valid) }.OfType<Mistake>()];
        if (known.Length < 2) return null;
        return (known[1].Properties.With(UnknownMember, Datum.Of("x")), [known[0].Path, known[1].Path]);
    }

    // Where nothing is given yet, defaults don't stand in the way.
    private static IEnumerable<ShapeMember> Plain(ResourceType type, Datum valid) => type.Properties.Members
        .Where(m => m.Shape.References.Count == 0 && m.Shape.Variants.Count == 0 && !m.Shape.Sensitive && !m.Shape.WriteOnly).OrderBy(m => valid[m.Name] is null);

    private static Mistake? Of(ResourceType type, Datum properties, string member)
    {
        var path = JsonPointer.Append("", member);
        return ShapeValidator.Validate(type.Properties, properties) is { Count: > 0 } wrong && wrong.All(w => w.Path == path) ? new Mistake(properties, path) : null;
    }

    private static Datum Wrong(ShapeKind kind) => kind is ShapeKind.Text ? Datum.Of(7) : Datum.Of("conformance");

    private static IEnumerable<Datum> Beyond(Shape shape)
    {
        if (shape.Kind == ShapeKind.Text && shape.Enum.Count > 0) yield return Datum.Of("conformance-none");
        if (shape.Kind is ShapeKind.Integer or ShapeKind.Number && shape.Maximum is { } most && most < 1e15) yield return Datum.Of((long)Math.Floor(most) + 1);
        if (shape.Kind is ShapeKind.Integer or ShapeKind.Number && shape.Minimum is { } least && least > -1e15) yield return Datum.Of((long)Math.Ceiling(least) - 1);
        if (shape.Kind == ShapeKind.Text && shape.Pattern is not null) yield return Datum.Of("\t\u00a7");
        if (shape.Kind == ShapeKind.Text && shape.MinLength > 0) yield return Datum.Of("");
        if (shape.Kind == ShapeKind.Text && shape.MaxLength is { } longest and < 10_000) yield return Datum.Of(new string('x', longest + 1));
    }
}
