using McpIac.Dsl.Expressions;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Compiler.Discoveries;

/// <summary>What a provider tells of one object's properties → what a program has to say of it: neither what the provider fills in by itself nor what a default says.</summary>
/// <param name="refer">What a value refers to by one of a shape's references; null for a plain value.</param>
/// <param name="owner">The resource's name, which secrets are named for.</param>
internal sealed class FoundValues(Func<Shape, Datum, Reference?> refer, string owner)
{
    /// <summary>Names of secrets that the program refers to and the project has to have.</summary>
    public List<string> Secrets { get; } = [];

    public IEnumerable<KeyValuePair<string, Expression>> Members(Shape shape, Datum value, string path = "")
    {
        foreach (var (key, found) in value.Members)
        {
            var member = shape.Kind == ShapeKind.Object ? shape.Member(key) : null;
            var inner = member?.Shape ?? shape.Element;
            if (found.IsNull || (shape.Kind == ShapeKind.Object && member is null && !shape.Open)) continue;
            if (inner?.Default?.Equals(found) == true) continue;
            var said = Value(inner, found, path.Length == 0 ? key : $"{path}-{key}");
            if (said is null || (inner?.Computed == true && !References.Of(said).Any())) continue;
            yield return new(member?.Name ?? key, said);
        }
    }

    private Expression? Value(Shape? shape, Datum value, string path)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        if (value.Equals(Evaluation.Masked)) return Secret(shape, path);
        if (shape is { References.Count: > 0 } && refer(shape, value) is { } reference) return reference;
        return value.Kind switch
        {
            DatumKind.List when value.Items.Select(i => Value(shape?.Element, i, path)).ToArray() is var items => items.Any(i => i is null) ? null : new ListExpression([.. items.OfType<Expression>()]),
            DatumKind.Map when shape is not null => new MapExpression([.. Members(shape, value, path)]),
            _ => new Literal(value),
        };
    }

    // Only a text can be kept as a secret.
    private External? Secret(Shape? shape, string path)
    {
        if (shape is not (null or { Kind: ShapeKind.Text or ShapeKind.Any })) return null;
        var name = string.Concat($"{owner}-{path}".Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-')).TrimStart('-', '_', '.');
        name = External.IsSecretName(name) ? name : $"secret-{Secrets.Count + 1}";
        Secrets.Add(name);
        return new External(External.Secret, [name]);
    }
}
