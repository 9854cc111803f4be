namespace McpIac.Dsl;

/// <summary>
/// Something that a provider does when it is asked, and can't undo. It is declared like a resource, so that it has a name and an order, and its result
/// can be referred to.
/// </summary>
public abstract class ToolAction : Resource
{
    /// <inheritdoc/>
    protected ToolAction(string type, string name, ResourceOptions? options, string file, int line) : base(type, name, options, file, line)
    {
    }
}
