using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Snapshots;

namespace McpIac.Schemas.Catalogs;

/// <summary>
/// Reads JSON Schema (2020-12 and draft-07) with the standard's <c>x-iac-*</c> annotations into shapes. What a shape can't say
/// (unions of unlike types, tuples, a definition inside itself) becomes <see cref="ShapeKind.Any"/>; values are judged by all of the schema all the same.
/// </summary>
public static class ShapeReader
{
    /// <summary>The shape of a schema of its own; with errors it is what could be made of it.</summary>
    /// <param name="file">For diagnostics.</param>
    public static (Shape Shape, IReadOnlyList<Diagnostic> Diagnostics) Read(Datum schema, string file)
    {
        var problems = new SnapshotProblems();
        var shape = new SchemaReading([schema], problems).Read(schema, "");
        return (shape, problems.InFile(file, null));
    }
}
