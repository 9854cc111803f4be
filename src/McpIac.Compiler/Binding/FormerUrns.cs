using McpIac.Dsl.Deployments;
using McpIac.Schemas.Catalogs;

namespace McpIac.Compiler.Binding;

/// <summary>Reads a former name of a resource: a name, <c>type:name</c>, or a whole urn.</summary>
internal static class FormerUrns
{
    public static string Of(string written, DeclaredResource resource, Catalog catalog)
    {
        var segments = resource.Urn.Split('/');
        var parts = written.Split('/');
        if (parts.Length >= 3 && parts[^2].Contains(':', StringComparison.Ordinal)) return written;
        var (type, name) = Split(written, resource.Type, catalog);
        return string.Join('/', segments[..^2]) + "/" + string.Join('/', Urns.Make("", [], type, name).Split('/')[1..]);
    }

    // Both types and names may have colons: the longest beginning that is a type of a snapshot; of a type that is gone, which begins with its provider, all but the last part.
    private static (string Type, string Name) Split(string written, string type, Catalog catalog)
    {
        for (var colon = written.LastIndexOf(':'); colon > 0; colon = written.LastIndexOf(':', colon - 1))
        {
            if (catalog.Find(written[..colon]) is not null && colon + 1 < written.Length) return (written[..colon], written[(colon + 1)..]);
        }

        var last = written.LastIndexOf(':');
        var provider = type.Split(':')[0] + ":";
        return last > provider.Length && written.StartsWith(provider, StringComparison.Ordinal) ? (written[..last], written[(last + 1)..]) : (type, written);
    }
}
