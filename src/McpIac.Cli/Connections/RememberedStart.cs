using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Snapshots;

namespace McpIac.Cli.Connections;

/// <summary>How a provider's server is started or reached, as its snapshot or a command line has it.</summary>
/// <param name="Command">Empty for one that has a url, or of which nothing is known.</param>
/// <param name="Inherit">Variables that it inherits.</param>
internal sealed record RememberedStart(IReadOnlyList<string> Command, Uri? Url, IReadOnlyList<string> Inherit)
{
    public static RememberedStart None { get; } = new([], null, []);

    public static RememberedStart Of(Snapshot? snapshot) => snapshot is null ? None : new(snapshot.Command, snapshot.Url, snapshot.Inherit);

    /// <summary>The same with further variables.</summary>
    public RememberedStart With(IReadOnlyList<string>? inherit) => this with { Inherit = [.. Inherit.Union(inherit ?? [])] };

    public static RememberedStart Of(ProviderSchema schema) => new(schema.Command, schema.Url, schema.Inherit);
}
