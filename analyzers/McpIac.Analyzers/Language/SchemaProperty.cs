using System.Collections.Generic;
using System.Linq;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using Microsoft.CodeAnalysis;

namespace McpIac.Analyzers.Language;

/// <summary>What the attributes of a generated property say of its schema.</summary>
/// <param name="WireName">Its name in the schema.</param>
/// <param name="Canonical">The schema's own name for it, when <paramref name="WireName"/> is an alias.</param>
/// <param name="Shape">The shape of its value; of a list or map, that of each element.</param>
/// <param name="IsCollection">A list or map of plain values.</param>
/// <param name="ExclusiveWith">Members, by their schema names, that can't be set beside it.</param>
/// <param name="RequiredWith">Members that have to be set beside it.</param>
internal sealed record SchemaProperty(
    string WireName, string Canonical, Shape Shape, bool IsCollection, bool IsImmutable, IReadOnlyList<string> ExclusiveWith, IReadOnlyList<string> RequiredWith)
{
    /// <summary>What the provider changed about it since an earlier snapshot.</summary>
    public string? Changed { get; init; }

    public static SchemaProperty? Read(IPropertySymbol property, DslTypes dsl)
    {
        var name = dsl.Attribute(property, "PropertyAttribute");
        if (name?.ConstructorArguments is not [{ Value: string wireName }]) return null;
        var isCollection = dsl.Is(property.Type, "ValueList") || dsl.Is(property.Type, "ValueMap");
        return new SchemaProperty(wireName, Named<string>(name, "AliasOf") ?? wireName, ShapeOf(property, dsl), isCollection, dsl.Attribute(property, "ImmutableAttribute") is not null,
            Texts(dsl.Attribute(property, "ExclusiveWithAttribute")), Texts(dsl.Attribute(property, "RequiredWithAttribute")))
        {
            Changed = Argument<string>(dsl.Attribute(property, "ChangedAttribute"), 0),
        };
    }

    public bool IsSensitive => Shape.Sensitive;

    private static Shape ShapeOf(IPropertySymbol property, DslTypes dsl)
    {
        var allowed = dsl.Attribute(property, "AllowedValuesAttribute");
        var range = dsl.Attribute(property, "RangeAttribute");
        var length = dsl.Attribute(property, "LengthAttribute");
        var reference = dsl.Attribute(property, "ReferenceAttribute");
        var (above, below) = (Named<double?>(range, "Above"), Named<double?>(range, "Below"));
        return new Shape
        {
            Kind = KindOf(property.Type, dsl),
            Enum = [.. Texts(allowed).Select(Datum.Of)],
            Equal = Named<bool?>(allowed, "IgnoreCase") == true ? "caseInsensitive" : Named<string>(dsl.Attribute(property, "ImmutableAttribute"), "Equal"),
            Pattern = Argument<string>(dsl.Attribute(property, "PatternAttribute"), 0),
            Format = Argument<string>(dsl.Attribute(property, "FormatAttribute"), 0),
            Minimum = above is null ? Number(Argument<double?>(range, 0)) : null,
            Maximum = below is null ? Number(Argument<double?>(range, 1)) : null,
            ExclusiveMinimum = above,
            ExclusiveMaximum = below,
            MinLength = Limit(Argument<int?>(length, 0)),
            MaxLength = Limit(Argument<int?>(length, 1)),
            References = Texts(reference),
            ReferenceOrText = Named<bool?>(reference, "OrText") == true,
            Sensitive = dsl.Attribute(property, "SensitiveAttribute") is not null,
            Conditions = ConditionsOf(Argument<string>(dsl.Attribute(property, "ConditionsAttribute"), 0)),
        };
    }

    private static ShapeConditions? ConditionsOf(string? schema) =>
        schema is not null && DatumReader.Read(schema).Value is { Kind: DatumKind.Map } conditions ? ShapeReader.Read(conditions, "").Shape.Conditions : null;

    private static ShapeKind KindOf(ITypeSymbol type, DslTypes dsl)
    {
        if (!dsl.IsValue(type) && !dsl.Is(type, "ValueList") && !dsl.Is(type, "ValueMap")) return ShapeKind.Any;
        return dsl.Arguments(type).FirstOrDefault()?.SpecialType switch
        {
            SpecialType.System_String => ShapeKind.Text,
            SpecialType.System_Int64 => ShapeKind.Integer,
            SpecialType.System_Double => ShapeKind.Number,
            SpecialType.System_Boolean => ShapeKind.Boolean,
            _ => ShapeKind.Any,
        };
    }

    private static double? Number(double? bound) => bound is { } number && !double.IsNaN(number) ? number : null;

    private static int? Limit(int? count) => count is >= 0 ? count : null;

    private static T? Argument<T>(AttributeData? attribute, int index) =>
        attribute is not null && index < attribute.ConstructorArguments.Length && attribute.ConstructorArguments[index].Value is T value ? value : default;

    private static T? Named<T>(AttributeData? attribute, string name) =>
        attribute is not null && attribute.NamedArguments.FirstOrDefault(a => a.Key == name).Value is { IsNull: false, Value: T value } ? value : default;

    private static IReadOnlyList<string> Texts(AttributeData? attribute) =>
        attribute?.ConstructorArguments is [{ Kind: TypedConstantKind.Array, IsNull: false } texts] ? [.. texts.Values.Select(v => v.Value).OfType<string>()] : [];
}
