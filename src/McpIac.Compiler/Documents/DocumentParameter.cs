using McpIac.Dsl.Expressions;
using McpIac.Dsl.Parameters;
using McpIac.Schemas.Data;

namespace McpIac.Compiler.Documents;

/// <summary>A parameter that a document declares, with the value it has.</summary>
/// <param name="Value">Null when it has none, which was reported.</param>
internal sealed record DocumentParameter(DeclaredParameter Declared, Expression? Value)
{
    /// <summary>The kind of external that one that is no secret stands for where it stays apart.</summary>
    public const string Open = "open parameter";

    /// <summary>The value of one that stays apart.</summary>
    public Datum? Known { get; init; }
}
