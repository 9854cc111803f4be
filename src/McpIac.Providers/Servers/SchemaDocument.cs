using McpIac.Providers.Handlers;
using McpIac.Schemas.Data;
using McpIac.Schemas.Snapshots;

namespace McpIac.Providers.Servers;

/// <summary>The resource <c>iac://schema</c>: <c>{ provider, schemaDigest, types }</c>.</summary>
internal static class SchemaDocument
{
    public static string Of(string provider, IReadOnlyList<IResourceHandler> handlers) => DatumWriter.Write(
        Datum.MapOf([new("provider", Datum.Of(provider)), new("schemaDigest", Datum.Of(Digest(handlers))), new("types", Datum.ListOf(Types(handlers)))]),
        sortKeys: true);

    public static string Digest(IReadOnlyList<IResourceHandler> handlers) => SnapshotDigest.Of(Types(handlers));

    private static Datum[] Types(IReadOnlyList<IResourceHandler> handlers) =>
        [.. handlers.Select(h => h.Type).OrderBy(t => t.Token, StringComparer.Ordinal).Select(t => t.Raw)];
}
