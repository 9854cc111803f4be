using McpIac.Providers.Servers;
using McpIac.Providers.Twin.Faults;
using McpIac.Schemas.Catalogs;

namespace McpIac.Providers.Twin;

/// <summary>An MCP server made from a schema snapshot alone.</summary>
public static class TwinProvider
{
    /// <param name="worldPath">The world file; null keeps it in memory.</param>
    /// <param name="faults">Shared by all twins of a run, so that "the fifth step" counts over all of them; null for none.</param>
    public static ProviderServer Create(ProviderSchema schema, string? worldPath, FaultPlan? faults = null) => throw new NotSupportedException();
}
