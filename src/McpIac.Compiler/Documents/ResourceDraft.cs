using McpIac.Dsl.Expressions;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Documents;

/// <summary>A resource whose name is known and whose values aren't read yet.</summary>
/// <param name="Each">What its <c>for</c> is at; null without one.</param>
internal sealed record ResourceDraft(DocumentFields Fields, SourcePlace Place, string Type, string Name, string Urn, Expression? Each);
