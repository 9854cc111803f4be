using McpIac.Schemas.Catalogs;

namespace McpIac.Schemas.Inference;

/// <summary>A resource as its tools make it out.</summary>
/// <param name="Noun">In the singular.</param>
/// <param name="Create">Whose schema the resource's properties begin with.</param>
/// <param name="Members">Properties and identifying outputs.</param>
/// <param name="Identity">What delete wants to know.</param>
/// <param name="NaturalKey">Properties that no two objects share; empty when the server gives ids.</param>
/// <param name="Tools">Create first; one that makes and changes is there twice.</param>
/// <param name="Answers">The tools whose output says what the object is, the best first.</param>
internal sealed record Lifecycle(
    IReadOnlyList<string> Noun,
    ToolArguments Create,
    IReadOnlyList<LifecycleMember> Members,
    IReadOnlyList<string> Identity,
    IReadOnlyList<string> NaturalKey,
    IReadOnlyList<TypeTool> Tools,
    IReadOnlyList<ServerTool> Answers);

/// <summary>One member of a resource.</summary>
/// <param name="Source">Whose argument it is; its schema is read in that tool's document.</param>
/// <param name="IsOutput">The server chooses it.</param>
/// <param name="IsMutable">An update can change it.</param>
internal sealed record LifecycleMember(ArgumentSchema Argument, ToolArguments Source, string Name, bool IsRequired, bool IsOutput, bool IsMutable);
