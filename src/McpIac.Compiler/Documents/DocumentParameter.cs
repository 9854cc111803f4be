using McpIac.Dsl.Expressions;
using McpIac.Dsl.Parameters;

namespace McpIac.Compiler.Documents;

/// <summary>A parameter that a document declares, with the value it has.</summary>
/// <param name="Value">Null when it has none, which was reported.</param>
internal sealed record DocumentParameter(DeclaredParameter Declared, Expression? Value);
