using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Comparison;
using McpIac.Schemas.Data;
using McpIac.Schemas.Generation;

namespace McpIac.Conformance.Examples;

/// <summary>Another valid value in a property's place.</summary>
internal static class ChangedValue
{
    /// <summary>A value that the shape accepts and that counts as a change, or null.</summary>
    public static Datum? Of(ShapeMember member, Datum? value, string token)
    {
        var shape = member.Shape;
        var now = value ?? shape.Default ?? Datum.Null;
        return Candidates(member.Name, shape, now, token).Select(c => ValueFitter.Fit(shape, c)).FirstOrDefault(f => f is not null && !Equivalence.Same(shape, now, f));
    }

    private static IEnumerable<Datum?> Candidates(string name, Shape shape, Datum now, string token)
    {
        foreach (var known in shape.Enum) yield return known;
        if (shape.Kind == ShapeKind.Boolean) yield return Datum.Of(now.AsBoolean() != true);
        foreach (var example in shape.Examples) yield return example;
        if (now.AsInteger() is { } number)
        {
            yield return Datum.Of(number + 1);
            yield return Datum.Of(number - 1);
        }

        if (shape.Kind is ShapeKind.Text && shape.Format is null && shape.Pattern is null) yield return Datum.Of($"{now.AsText()}{(now.AsText()?.Length > 0 ? " " : "")}{token}");
        if (shape.Kind is ShapeKind.List or ShapeKind.Map or ShapeKind.Object) yield break;
        yield return ValueGenerator.Generate(name, shape with { Default = null, Examples = [] }, token, new Entropy(token).Fork(name), unique: true);
    }
}
