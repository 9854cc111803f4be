using McpIac.Schemas.Catalogs;

namespace McpIac.Schemas.Bindings;

/// <summary>Writes one property with its documentation and attributes.</summary>
internal static class MemberWriter
{
    /// <summary>The compiler reports a use under our id; scripts put it into our words.</summary>
    internal static readonly string Obsolete =
        $"global::System.Obsolete(\"Its provider advises against it; its description says what replaces it.\", DiagnosticId = \"MCI2014\", UrlFormat = {CSharpText.Literal(Diagnostics.Diagnostic.HelpLink("MCI2014"))})";

    private const string Dsl = "global::McpIac.Dsl.";

    private const int LongestConditions = 2_000;

    /// <param name="owner">The full name of the class that the member is in.</param>
    /// <param name="groups">Of the object that the member is in.</param>
    /// <param name="changed">What its provider changed about it, for whoever relies on what was.</param>
    /// <param name="further">Further attributes.</param>
    public static void Write(SourceLines source, Member member, string owner, PropertyGroups groups, string? changed = null, params IReadOnlyList<string> further)
    {
        var (type, read, write) = Accessors(member, owner);
        source.Line("");
        source.Summary(MemberDocumentation.Of(member));
        source.Line("[" + string.Join(", ", Attributes(member, groups).Concat(further).Concat(changed is null ? [] : [$"{Dsl}Changed({CSharpText.Literal(changed)})"])) + "]");
        source.Line(member.IsReadOnly
            ? $"public {type} {member.Identifier} => {read};"
            : $"public {(member.IsRequired ? "required " : "")}{type} {member.Identifier} {{ get => {read}; init => {write}; }}");
    }

    private static (string Type, string Read, string Write) Accessors(Member member, string owner)
    {
        var name = CSharpText.Literal(member.WireName);
        var nested = member.KnownClass ?? (member.NestedClass is null ? null : $"{owner}.{member.NestedClass}");
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

    /// <summary>Whether values are written as free-form JSON, which no type checks.</summary>
    internal static bool IsFreeForm(Shape shape) => shape.Kind switch
    {
        ShapeKind.Object => false,
        ShapeKind.List => Scalar(shape.Element) is null && shape.Element?.Kind != ShapeKind.Object,
        ShapeKind.Map => Scalar(shape.Element) is null,
        _ => Scalar(shape) is null,
    };

    private static string? Scalar(Shape? shape) => shape?.Kind switch
    {
        ShapeKind.Text => "string",
        ShapeKind.Integer => "long",
        ShapeKind.Number => "double",
        ShapeKind.Boolean => "bool",
        _ => null,
    };

    private static IEnumerable<string> Attributes(Member member, PropertyGroups groups)
    {
        var shape = member.Shape;
        var scalar = shape.Kind is ShapeKind.List or ShapeKind.Map && shape.Element is not null ? shape.Element : shape;
        yield return $"{Dsl}Property({CSharpText.Literal(member.WireName)}{(member.AliasOf is null ? "" : $", AliasOf = {CSharpText.Literal(groups.Canonical(member.WireName))}")})";
        if (Least(scalar) is not null || Greatest(scalar) is not null)
            yield return $"{Dsl}Range({CSharpText.Literal(Least(scalar))}, {CSharpText.Literal(Greatest(scalar))}{Bound("Above", scalar.ExclusiveMinimum)}{Bound("Below", scalar.ExclusiveMaximum)})";
        if (scalar.Pattern is { } pattern) yield return $"{Dsl}Pattern({CSharpText.Literal(pattern)})";
        if (scalar.Format is { } format) yield return $"{Dsl}Format({CSharpText.Literal(format)})";
        if (scalar.MinLength is not null || scalar.MaxLength is not null) yield return $"{Dsl}Length({scalar.MinLength ?? -1}, {scalar.MaxLength ?? -1})";
        if (Conditions(scalar) is { } conditions) yield return $"{Dsl}Conditions({CSharpText.Literal(conditions)})";
        if (MemberPlan.TextValuesOf(shape) is { Count: > 0 } values) yield return $"{Dsl}AllowedValues({Literals(values)}{(scalar.Equal == "caseInsensitive" ? ", IgnoreCase = true" : "")})";
        if (shape.References.Concat(scalar.References).Distinct().ToArray() is { Length: > 0 } references) yield return $"{Dsl}Reference({Literals(references)}{(shape.ReferenceOrText || scalar.ReferenceOrText ? ", OrText = true" : "")})";
        if (groups.ExclusiveWith(member.WireName) is { Count: > 0 } excluded) yield return $"{Dsl}ExclusiveWith({Literals(excluded)})";
        if (groups.RequiredWith(member.WireName) is { Count: > 0 } needed) yield return $"{Dsl}RequiredWith({Literals(needed)})";
        if (shape.Immutable) yield return $"{Dsl}Immutable{(scalar.Equal is null ? "" : $"(Equal = {CSharpText.Literal(scalar.Equal)})")}";
        if (shape.Sensitive || shape.WriteOnly) yield return $"{Dsl}Sensitive";

        // The compiler warns of an obsolete member that has to be written (CS9042).
        if (shape.Deprecated && !member.IsRequired) yield return Obsolete;
    }

    // Of plain values alone, and of those what can be judged without the rest of the schema.
    private static string? Conditions(Shape scalar)
    {
        if (Scalar(scalar) is null || scalar.Conditions?.Raw.ToString() is not { Length: <= LongestConditions } text) return null;
        return text.Contains("\"$ref\"") || text.Contains("\"$dynamicRef\"") ? null : text;
    }

    private static string Literals(IEnumerable<string> texts) => string.Join(", ", texts.Select(CSharpText.Literal));

    private static string Bound(string name, double? value) => value is null ? "" : $", {name} = {CSharpText.Literal(value)}";

    internal static double? Least(Shape shape) => shape.Minimum ?? (shape.Kind == ShapeKind.Integer ? shape.ExclusiveMinimum + 1 : shape.ExclusiveMinimum);

    internal static double? Greatest(Shape shape) => shape.Maximum ?? (shape.Kind == ShapeKind.Integer ? shape.ExclusiveMaximum - 1 : shape.ExclusiveMaximum);
}
