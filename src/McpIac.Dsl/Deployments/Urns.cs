namespace McpIac.Dsl.Deployments;

/// <summary>A resource's stable address: <c>deployment/component-path/type/name</c>, each segment percent-encoded (RFC 3986), ':' kept for reading.</summary>
public static class Urns
{
    public static string Make(string deployment, IEnumerable<string> components, string type, string name) =>
        string.Concat(Encode(deployment), string.Concat(components.Select(c => "/" + Encode(c))), "/" + Encode(type), "/" + Encode(name));

    /// <summary>The components that a resource is part of, from the outermost: <c>Class:name</c>.</summary>
    public static IReadOnlyList<string> Components(string urn) =>
        urn.AsSpan().Count('/') > 2 && urn.Split('/') is var segments ? [.. segments[1..^2].Select(Uri.UnescapeDataString)] : [];

    /// <summary>What people call a resource within its deployment: its name, behind those of its components.</summary>
    public static string Local(string urn) => string.Join('/', Components(urn).Append(Uri.UnescapeDataString(urn[(urn.LastIndexOf('/') + 1)..])));

    private static string Encode(string segment)
    {
        foreach (var c in segment)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.' or '~' or ':')) return Uri.EscapeDataString(segment).Replace("%3A", ":", StringComparison.Ordinal);
        }

        return segment;
    }
}
