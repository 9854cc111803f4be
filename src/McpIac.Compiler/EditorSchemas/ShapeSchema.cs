using McpIac.Dsl.Expressions.Yaml;
using System.Runtime.CompilerServices;
using McpIac.Compiler.Documents;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Compiler.EditorSchemas;

/// <summary>The shapes of one type → JSON Schema of what a document may write for them. It never refuses what the binder takes; what it can't say is left to that.</summary>
internal sealed class ShapeSchema
{
    // Texts that the binder takes for numbers and booleans.
    private const string Number = @"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$", Boolean = "^(true|false)$";

    // Where the objects stand that the walk is inside of, by their members: that is what a definition inside itself shares with what it is inside of.
    private readonly Dictionary<IReadOnlyList<ShapeMember>, string> around = new(ReferenceEqualityComparer.Instance);

    /// <param name="pointer">Where the schema will stand.</param>
    public static Datum OfProperties(Shape properties, string pointer) =>
        Keywords.Of([("type", Datum.Of("object")), ("description", Text(properties.Description)), .. new ShapeSchema().Members(properties, pointer, mayBeNull: false)]);

    private Datum Value(Shape shape, string pointer, bool mayBeNull)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var isNullable = mayBeNull || shape.Nullable;
        var about = About(shape);
        if (shape.IsRepeat) return Keywords.Of([.. about, .. Repeat(shape, isNullable)]);
        if (shape.Variants.Count > 0) return Keywords.Of([.. about, ("anyOf", Keywords.AnyOf([.. shape.Variants.Select((v, i) => Value(v, $"{pointer}/anyOf/{i}", isNullable)), Keywords.Expression]))]);
        if (shape.Enum.Count > 0 && shape.Kind != ShapeKind.Any) return Keywords.Of([.. about, ("anyOf", Choice(shape, isNullable))]);
        return Keywords.Of([.. about, .. OfKind(shape, pointer, isNullable)]);
    }

    private IEnumerable<(string, Datum?)> OfKind(Shape shape, string pointer, bool isNullable) => shape.Kind switch
    {
        ShapeKind.Any => [],
        ShapeKind.Text => OfText(shape, isNullable),
        ShapeKind.Integer => [.. Keywords.OrExpression("a whole number", Number, Named("integer", isNullable)), .. Range(shape)],
        ShapeKind.Number => [.. Keywords.OrExpression("a number", Number, Named("number", isNullable)), .. Range(shape)],
        ShapeKind.Boolean => Keywords.OrExpression("true or false", Boolean, Named("boolean", isNullable)),
        ShapeKind.List =>
        [
            .. Keywords.OrExpression("a list", null, Named("array", isNullable)),
            ("items", shape.Element is { } element ? Value(element, pointer + "/items", mayBeNull: false) : null),
            ("minItems", Count(shape.MinItems)), ("maxItems", Count(shape.MaxItems)), ("uniqueItems", shape.UniqueItems ? Datum.True : null),
        ],
        _ =>
        [
            .. Keywords.OrExpression("a map", null, Named("object", isNullable)), .. Members(shape, pointer, mayBeNull: true),
            ("minProperties", Count(shape.MinItems)), ("maxProperties", Count(shape.MaxItems)),
        ],
    };

    // A number or a boolean becomes the text that it is spelt as. Of text only the plain one needs no alternative, since an expression is one.
    private static IEnumerable<(string, Datum?)> OfText(Shape shape, bool isNullable)
    {
        var types = Keywords.Types(["string", "number", "boolean", .. isNullable ? ["null"] : Array.Empty<string>()]);
        (string Key, Datum? Value)[] rules =
        [
            ("pattern", shape.Pattern is { } pattern && IsPattern(pattern) ? Datum.Of(pattern) : null), ("format", Text(shape.Format)),
            ("minLength", Count(shape.MinLength)), ("maxLength", Count(shape.MaxLength)),
        ];
        if (rules.All(r => r.Value is null)) return [("type", types)];
        return [("anyOf", Keywords.AnyOf(Keywords.Of([("type", types), .. rules]), Keywords.Expression))];
    }

    private static Datum Choice(Shape shape, bool isNullable)
    {
        var values = shape.Enum.Concat(shape.Enum.Select(e => Otherwise(shape, e)).OfType<Datum>()).Concat(isNullable ? [Datum.Null] : []).Distinct();

        // Another case of a value is the same one: then the values are only suggested.
        return Keywords.AnyOf(Keywords.Of(("enum", Datum.ListOf(values))), shape.Equal == "caseInsensitive" ? Keywords.Of(("type", Datum.Of("string"))) : Keywords.Expression);
    }

    /// <summary>The value of another kind that becomes this one: 16 where the text is "16", and the other way round.</summary>
    private static Datum? Otherwise(Shape shape, Datum value) => (shape.Kind, value.AsText()) switch
    {
        (ShapeKind.Text, "true") => Datum.True,
        (ShapeKind.Text, "false") => Datum.False,
        (ShapeKind.Text, { } text) => YamlCore.NumberOf(text),
        (ShapeKind.Integer or ShapeKind.Number or ShapeKind.Boolean, null) => Datum.Of(value.ToString()),
        _ => null,
    };

    private IEnumerable<(string, Datum?)> Repeat(Shape shape, bool isNullable) => around.TryGetValue(shape.Members, out var pointer) && shape.Members.Count > 0
        ? [("anyOf", Keywords.AnyOf([Keywords.Reference(pointer), Keywords.Expression, .. isNullable ? [Keywords.Of(("type", Datum.Of("null")))] : Array.Empty<Datum>()]))]
        : [];

    private IEnumerable<(string, Datum?)> Members(Shape shape, string pointer, bool mayBeNull)
    {
        var isNew = shape.Members.Count > 0 && around.TryAdd(shape.Members, pointer);
        var properties = shape.Members.SelectMany(m => Member(m, pointer, mayBeNull && !m.Required)).DistinctBy(m => m.Key, StringComparer.Ordinal).ToArray();
        if (isNew) around.Remove(shape.Members);
        var named = shape.Members.Where(m => m.Required && m.Aliases.Count > 0).Select(m => Keywords.Of(("anyOf", Keywords.AnyOf(m.Aliases.Prepend(m.Name).Select(Requires)))));
        return
        [
            ("properties", properties.Length == 0 ? null : Keywords.Map(properties)),
            ("required", Some(shape.Members.Where(m => m.Required && m.Aliases.Count == 0).Select(m => Datum.Of(m.Name)))),
            ("allOf", Some(named)),
            ("additionalProperties", shape.Element is { } element ? Value(element, pointer + "/additionalProperties", mayBeNull: false) : shape.Kind == ShapeKind.Object && !shape.Open ? Datum.False : null),
        ];
    }

    private IEnumerable<KeyValuePair<string, Datum>> Member(ShapeMember member, string pointer, bool mayBeNull)
    {
        var own = Keywords.Append(pointer + "/properties", member.Name);
        yield return KeyValuePair.Create(member.Name, Value(member.Shape, own, mayBeNull));
        foreach (var alias in member.Aliases)
            yield return KeyValuePair.Create(alias, Keywords.Of(("allOf", Keywords.AnyOf(Keywords.Reference(own))), ("doNotSuggest", Datum.True)));
    }

    private static IEnumerable<(string, Datum?)> About(Shape shape) =>
    [
        ("description", Text(Words(shape))), ("default", shape.Sensitive ? null : shape.Default), ("examples", Some(shape.Examples)),
        ("deprecated", shape.Deprecated ? Datum.True : null), ("deprecationMessage", shape.Deprecated ? Datum.Of("Its provider advises against it.") : null),
    ];

    private static string Words(Shape shape) => string.Join(' ', new[]
    {
        shape.Description, shape.Unit is null ? "" : $"In {shape.Unit}.", shape.Immutable ? "A change replaces the resource." : "",
        shape.References.Count > 0 ? $"Takes {string.Join(" or ", shape.References)}." : "",
    }.Where(w => w.Length > 0));

    private static IEnumerable<(string, Datum?)> Range(Shape shape) =>
    [
        ("minimum", Bound(shape.Minimum)), ("maximum", Bound(shape.Maximum)), ("exclusiveMinimum", Bound(shape.ExclusiveMinimum)), ("exclusiveMaximum", Bound(shape.ExclusiveMaximum)),
    ];

    // Editors refuse a schema with a pattern that can't be read; a provider wrote it.
    private static bool IsPattern(string pattern)
    {
        try
        {
            _ = new System.Text.RegularExpressions.Regex(pattern, System.Text.RegularExpressions.RegexOptions.ECMAScript);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static Datum Requires(string name) => Keywords.Of(("required", Keywords.Texts(name)));

    private static string[] Named(string type, bool isNullable) => isNullable ? [type, "null"] : [type];

    private static Datum? Some(IEnumerable<Datum> items) => items.ToArray() is { Length: > 0 } some ? Datum.ListOf(some) : null;

    private static Datum? Text(string? text) => string.IsNullOrEmpty(text) ? null : Datum.Of(text);

    private static Datum? Count(int? count) => count is { } value ? Datum.Of((long)value) : null;

    private static Datum? Bound(double? bound) => bound is { } value && double.IsFinite(value) ? Datum.Of(value) : null;
}
