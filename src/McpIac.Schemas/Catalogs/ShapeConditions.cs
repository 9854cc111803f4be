using McpIac.Schemas.Data;
using McpIac.Schemas.Evaluation;
using McpIac.Schemas.Validation;

namespace McpIac.Schemas.Catalogs;

/// <summary>What a schema asks that a shape has no place for: conditions, exclusions, tuples, patterns of names. Compiled with the shape; immutable.</summary>
internal sealed class ShapeConditions(SchemaNode node, SchemaOptions options)
{
    /// <summary>Themselves, as a schema.</summary>
    public Datum Raw { get; init; } = Datum.EmptyMap;

    /// <summary>They say what each element is, where the shape's element is only what all of them have in common.</summary>
    public bool JudgeElements { get; init; }

    /// <summary>They have bounds that no double is.</summary>
    public bool JudgeBounds { get; init; }

    /// <summary>They say what each entry is that isn't named.</summary>
    public bool JudgeEntries { get; init; }

    /// <param name="shape">The shape that has these conditions.</param>
    /// <param name="path">Of the value, as a JSON pointer.</param>
    public IReadOnlyList<Violation> Broken(Shape shape, Datum value, string path, bool secret)
    {
        var run = new Evaluation.Evaluation(options, shape, path, secret);
        run.Whole(node, ValueForm.Of(shape, value));
        return run.Found;
    }
}
