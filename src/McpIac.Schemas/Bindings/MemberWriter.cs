using McpIac.Schemas.Catalogs;

namespace McpIac.Schemas.Bindings;

/// <summary>Writes one property with its documentation and attributes.</summary>
internal static class MemberWriter
{
    private const string Dsl = "global::McpIac.Dsl.";

    /// <param name="owner">The full name of the class that the member is in.</param>
    public static void Write(SourceLines source, Member member, string owner)
    {
        var (type, read, write) = Accessors(member, owner);
        source.Line("");
        source.Summary(Documentation(member));
        source.Line("[" + string.Join(", ", Attributes(member)) + "]");
        source.Line(member.IsReadOnly
            ? $"public {type} {member.Identifier} => {read};"
            : $"public {(member.IsRequired ? "required " : "")}{type} {member.Identifier} {{ get => {read}; init => {write}; }}");
    }

    private static (string Type, string Read, string Write) Accessors(Member member, string owner)
    {
        var name = CSharpText.Literal(member.WireName);
        var nested = member.NestedClass is null ? null : $"{owner}.{member.NestedClass}";
        return member.Shape.Kind switch
        {
            ShapeKind.Object when nested is not null => (nested, $"ReadObject({name}, static s => new {nested}(s))", $"WriteObject({name}, value)"),
            ShapeKind.List when nested is not null =>
                ($"{Dsl}ObjectList<{nested}>", $"ReadObjects({name}, static s => new {nested}(s))", $"WriteObjects({name}, value)"),
            ShapeKind.List when Scalar(member.Shape.Element) is { } item => ($"{Dsl}ValueList<{item}>", $"ReadList<{item}>({name})", $"WriteList({name}, value)"),
            ShapeKind.Map when Scalar(member.Shape.Element) is { } entry => ($"{Dsl}ValueMap<{entry}>", $"ReadMap<{entry}>({name})", $"WriteMap({name}, value)"),
            _ when Scalar(member.Shape) is { } scalar => ($"{Dsl}Value<{scalar}>", $"ReadValue<{scalar}>({name})", $"WriteValue({name}, value)"),
            _ => ($"{Dsl}AnyValue", $"ReadAny({name})", $"WriteAny({name}, value)"),
        };
    }

    private static string? Scalar(Shape? shape) => shape?.Kind switch
    {
        ShapeKind.Text => "string",
        ShapeKind.Integer => "long",
        ShapeKind.Number => "double",
        ShapeKind.Boolean => "bool",
        _ => null,
    };

    private static string Documentation(Member member)
    {
        var shape = member.Shape;
        var parts = new[]
        {
            member.AliasOf is null ? null : $"Another name of {member.AliasOf}.",
            shape.Description.Length == 0 ? null : shape.Description,
            shape.Unit is null ? null : $"In {shape.Unit}.",
            shape.Default is null ? null : $"Unset, it is {shape.Default}.",
            shape.Immutable ? "A change replaces the resource." : null,
            shape.Deprecated ? "Deprecated." : null,
        };
        var text = string.Join(" ", parts.Where(p => p is not null));
        return text.Length > 0 ? text : $"The property {member.WireName}.";
    }

    private static IEnumerable<string> Attributes(Member member)
    {
        var shape = member.Shape;
        var scalar = shape.Kind is ShapeKind.List or ShapeKind.Map && shape.Element is not null ? shape.Element : shape;
        yield return $"{Dsl}Property({CSharpText.Literal(member.WireName)})";
        if (Least(scalar) is not null || Greatest(scalar) is not null)
            yield return $"{Dsl}Range({CSharpText.Literal(Least(scalar))}, {CSharpText.Literal(Greatest(scalar))}{Bound("Above", scalar.ExclusiveMinimum)}{Bound("Below", scalar.ExclusiveMaximum)})";
        if (scalar.Pattern is { } pattern) yield return $"{Dsl}Pattern({CSharpText.Literal(pattern)})";
        if (scalar.Format is { } format) yield return $"{Dsl}Format({CSharpText.Literal(format)})";
        if (scalar.MinLength is not null || scalar.MaxLength is not null) yield return $"{Dsl}Length({scalar.MinLength ?? -1}, {scalar.MaxLength ?? -1})";
        if (MemberPlan.TextValuesOf(shape) is { Count: > 0 } values) yield return $"{Dsl}AllowedValues({Literals(values)}{(scalar.Equal == "caseInsensitive" ? ", IgnoreCase = true" : "")})";
        if (shape.References.Concat(scalar.References).Distinct().ToArray() is { Length: > 0 } references) yield return $"{Dsl}Reference({Literals(references)}{(shape.ReferenceOrText || scalar.ReferenceOrText ? ", OrText = true" : "")})";
        if (shape.Immutable) yield return $"{Dsl}Immutable";
        if (shape.Sensitive || shape.WriteOnly) yield return $"{Dsl}Sensitive";
    }

    private static string Literals(IEnumerable<string> texts) => string.Join(", ", texts.Select(CSharpText.Literal));

    private static string Bound(string name, double? value) => value is null ? "" : $", {name} = {CSharpText.Literal(value)}";

    private static double? Least(Shape shape) => shape.Minimum ?? (shape.Kind == ShapeKind.Integer ? shape.ExclusiveMinimum + 1 : shape.ExclusiveMinimum);

    private static double? Greatest(Shape shape) => shape.Maximum ?? (shape.Kind == ShapeKind.Integer ? shape.ExclusiveMaximum - 1 : shape.ExclusiveMaximum);
}
