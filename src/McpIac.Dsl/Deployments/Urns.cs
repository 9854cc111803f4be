namespace McpIac.Dsl.Deployments;

/// <summary>A resource's stable address: <c>deployment/component-path/type/name</c>, each segment percent-encoded (RFC 3986), ':' kept for reading.</summary>
public static class Urns
{
    public static string Make(string deployment, IEnumerable<string> components, string type, string name) =>
        string.Join('/', new[] { deployment }.Concat(components).Append(type).Append(name).Select(Encode));

    /// <summary>The components that a resource is part of, from the outermost: <c>Class:name</c>.</summary>
    public static IReadOnlyList<string> Components(string urn) => urn.Split('/') is { Length: > 3 } segments ? [.. segments[1..^2].Select(Uri.UnescapeDataString)] : [];

    /// <summary>What people call a resource within its deployment: its name, behind those of its components.</summary>
    public static string Local(string urn) => string.Join('/', Components(urn).Append(Uri.UnescapeDataString(urn[(urn.LastIndexOf('/') + 1)..])));

    private static string Encode(string segment) => Uri.EscapeDataString(segment).Replace("%3A", ":", StringComparison.Ordinal);
}
