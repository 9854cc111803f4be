namespace McpIac.Dsl;

/// <summary>
/// Something that a provider is asked and that changes nothing. It is declared like a resource, so that it has a name and an order, and what it
/// yields can be referred to; it owns nothing, and nothing is ever deleted for it.
/// </summary>
public abstract class DataSource : Resource
{
    /// <inheritdoc/>
    protected DataSource(string type, string name, ResourceOptions? options, string file, int line) : base(type, name, options, file, line)
    {
    }
}
