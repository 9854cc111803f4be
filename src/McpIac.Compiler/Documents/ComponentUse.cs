using McpIac.Dsl.Expressions;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Documents;

/// <summary>One use of a component in a document.</summary>
internal abstract class ComponentUse
{
    public abstract string Name { get; }

    /// <summary>Its resources, those of components in it among them. What isn't made yet stands for its resources itself.</summary>
    public abstract IReadOnlyList<ResourceDraft> Drafts { get; }

    /// <summary>The value of an output; null when there is none, which is reported.</summary>
    public abstract Expression? Output(string name, SourcePlace place);
}
