using McpIac.Dsl.Expressions;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Validation;

namespace McpIac.Compiler.Binding;

/// <summary>
/// Documents write scalars loosely: <c>"5"</c> where a number is meant, <c>1.10</c> where a text is. What is written becomes the kind its shape asks for, if that
/// loses nothing; everything else stays as it is, for the check to report. C# has its types, and nothing to be made of another kind.
/// </summary>
/// <param name="spelling">How the number or boolean at a pointer is written, where that isn't how JSON writes it.</param>
internal sealed class Coercion(Func<string, string?> spelling)
{
    // Shapes nest far less; an expression that does is left as it is.
    private const int MaxDepth = 64;

    /// <param name="pointer">Where the value is, in names as written.</param>
    public Expression Apply(Shape shape, Expression value, string pointer, int depth = 0) => depth > MaxDepth ? value : value switch
    {
        Literal literal => Apply(shape, literal.Value, pointer, depth) is var made && ReferenceEquals(made, literal.Value) ? literal : new Literal(made),
        Secret secret => secret with { Value = Apply(shape, secret.Value, pointer, depth + 1) },
        ListExpression list when shape.Element is { } element =>
            new ListExpression([.. list.Items.Select((item, i) => Apply(element, item, JsonPointer.Append(pointer, i), depth + 1))]),
        MapExpression map when shape.Variants.Count == 0 => new MapExpression([.. map.Members.Select(m =>
            KeyValuePair.Create(m.Key, Inner(shape, m.Key) is { } inner ? Apply(inner, m.Value, JsonPointer.Append(pointer, m.Key), depth + 1) : m.Value))]),
        Conditional c => c with { WhenTrue = Apply(shape, c.WhenTrue, pointer, depth + 1), WhenFalse = Apply(shape, c.WhenFalse, pointer, depth + 1) },
        _ => value,
    };

    private Datum Apply(Shape shape, Datum value, string pointer, int depth)
    {
        if (depth > MaxDepth || value["$iac"] is not null) return value;
        if (shape.Variants.Count > 0) return OfVariants(shape, value, pointer, depth);
        return (shape.Kind, value.Kind) switch
        {
            (ShapeKind.Text, DatumKind.Number) => Datum.Of(spelling(pointer) ?? value.NumberText ?? ""),
            (ShapeKind.Text, DatumKind.Boolean) => Datum.Of(spelling(pointer) ?? value.ToString()),
            (ShapeKind.Integer or ShapeKind.Number, DatumKind.Text) when Number(value.AsText() ?? "") is { } number && (shape.Kind == ShapeKind.Number || number.AsInteger() is not null) => number,
            (ShapeKind.Boolean, DatumKind.Text) when value.AsText() is "true" or "false" => value.AsText() == "true" ? Datum.True : Datum.False,
            (_, DatumKind.List) when shape.Element is { } element => Datum.ListOf(value.Items.Select((item, i) => Apply(element, item, JsonPointer.Append(pointer, i), depth + 1))),
            (_, DatumKind.Map) => Map(shape, value, pointer, depth),
            _ => value,
        };
    }

    private Datum Map(Shape shape, Datum value, string pointer, int depth)
    {
        List<KeyValuePair<string, Datum>>? made = null;
        for (var i = 0; i < value.Members.Count; i++)
        {
            var (name, written) = value.Members[i];
            var coerced = Inner(shape, name) is { } inner && !(inner is { Kind: ShapeKind.Text, Variants.Count: 0 } && written.Kind == DatumKind.Text)
                ? Apply(inner, written, JsonPointer.Append(pointer, name), depth + 1)
                : written;
            if (made is null && ReferenceEquals(coerced, written)) continue;
            made ??= [.. value.Members.Take(i)];
            made.Add(new(name, coerced));
        }

        return made is null ? value : Datum.MapOf(made);
    }

    // What fits one of several as it is stays; else it becomes what fits the first that it can be made to fit.
    private Datum OfVariants(Shape shape, Datum value, string pointer, int depth)
    {
        if (ShapeValidator.Validate(shape, value).Count == 0) return value;
        return shape.Variants.Select(v => Apply(v, value, pointer, depth + 1)).FirstOrDefault(made => ShapeValidator.Validate(shape, made).Count == 0) ?? value;
    }

    // As JSON writes numbers: a text with a sign, a space or a leading zero too many says something else than a number.
    private static Datum? Number(string text) =>
        text.Length > 0 && !char.IsWhiteSpace(text[0]) && !char.IsWhiteSpace(text[^1]) && DatumReader.Read(text).Value is { Kind: DatumKind.Number } number ? number : null;

    private static Shape? Inner(Shape shape, string name) => shape.Kind == ShapeKind.Map ? shape.Element : shape.Member(name)?.Shape;
}
