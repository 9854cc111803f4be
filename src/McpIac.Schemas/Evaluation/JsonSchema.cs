using McpIac.Schemas.Data;
using McpIac.Schemas.Validation;

namespace McpIac.Schemas.Evaluation;

/// <summary>A JSON Schema of draft 2020-12, compiled once to judge many values. Immutable and thread-safe.</summary>
public sealed class JsonSchema
{
    private readonly SchemaNode root;
    private readonly SchemaOptions options;

    private JsonSchema(SchemaNode root, SchemaOptions options) => (this.root, this.options) = (root, options);

    /// <summary>Never throws. What of the schema makes no sense is told, and judges nothing; a reference that leads nowhere leaves what it is about undecided.</summary>
    public static (JsonSchema Schema, IReadOnlyList<SchemaProblem> Problems) Compile(Datum schema, SchemaOptions? options = null)
    {
        options ??= new SchemaOptions();
        var compiler = new SchemaCompiler(schema, options);
        return (new JsonSchema(compiler.Compile(), options), compiler.Problems);
    }

    /// <summary>What keeps a value from being a schema of 2020-12: what it breaks of the meta-schema, and what can't be compiled of it.</summary>
    public static IReadOnlyList<Violation> Check(Datum schema) => Check(schema, []);

    /// <param name="beside">Documents that local references are also looked up in.</param>
    internal static IReadOnlyList<Violation> Check(Datum schema, IReadOnlyList<Datum> beside)
    {
        var broken = MetaSchemas.Schema.Validate(schema);
        if (broken.Count > 0) return broken;
        return [.. Compile(schema, new SchemaOptions { Beside = beside }).Problems.Select(p => new Violation(p.Location.Substring(p.Location.IndexOf('#') + 1), "schema", p.Message))];
    }

    /// <summary>All that a value breaks, not the first; empty when it is valid or can't be decided.</summary>
    public IReadOnlyList<Violation> Validate(Datum value) => Judge(value).Found;

    public Verdict Evaluate(Datum value)
    {
        var run = new Evaluation(options);
        return run.Quietly(() => run.Whole(root, value));
    }

    private Evaluation Judge(Datum value)
    {
        var run = new Evaluation(options);
        run.Whole(root, value);
        return run;
    }
}
