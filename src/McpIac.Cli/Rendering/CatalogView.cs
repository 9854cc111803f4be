using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Cli.Rendering;

/// <summary>How many types of each kind the providers have.</summary>
internal static class CatalogView
{
    public static IEnumerable<Line> Of(IReadOnlyCollection<ProviderSchema> providers)
    {
        var width = Math.Min(40, providers.Select(p => p.Name.Length).Append(8).Max());
        yield return new Line(new Piece($"{"provider".PadRight(width)}  {"resources",9}  {"data sources",12}  {"actions",7}", Ink.Faint));
        foreach (var provider in providers)
        {
            yield return new Line(new Piece(provider.Name.PadRight(width), Ink.Strong), $"  {Count(provider, TypeKind.Resource),9}  {Count(provider, TypeKind.DataSource),12}  {Count(provider, TypeKind.Action),7}");
        }
    }

    /// <summary><c>[{ name, resources, dataSources, actions }]</c>: the tokens.</summary>
    public static Datum Json(IEnumerable<ProviderSchema> providers) => Datum.ListOf(providers.Select(p => Datum.MapOf(
    [
        new("name", Datum.Of(p.Name)),
        new("resources", Tokens(p, TypeKind.Resource)),
        new("dataSources", Tokens(p, TypeKind.DataSource)),
        new("actions", Tokens(p, TypeKind.Action)),
    ])));

    private static int Count(ProviderSchema provider, TypeKind kind) => provider.Types.Count(t => t.Kind == kind);

    private static Datum Tokens(ProviderSchema provider, TypeKind kind) => Datum.ListOf(provider.Types.Where(t => t.Kind == kind).Select(t => Datum.Of(t.Token)));
}
