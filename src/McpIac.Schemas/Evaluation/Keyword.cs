using McpIac.Schemas.Data;

namespace McpIac.Schemas.Evaluation;

/// <summary>A keyword of a schema, or several that are judged together.</summary>
internal abstract class Keyword
{
    /// <summary>Where it stands. Set once, by its reader.</summary>
    public SchemaPart Place { get; set; }

    /// <param name="evaluated">Gets the members or elements that were looked at; null when nobody asks.</param>
    public abstract Verdict Check(Evaluation run, Datum value, Evaluated? evaluated);
}
