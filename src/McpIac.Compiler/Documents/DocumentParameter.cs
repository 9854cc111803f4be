using McpIac.Dsl.Expressions;

namespace McpIac.Compiler.Documents;

/// <summary>A parameter that a document declares, with the value it has.</summary>
/// <param name="Value">Null when it has none, which was reported.</param>
internal sealed record DocumentParameter(string Name, Expression? Value);
