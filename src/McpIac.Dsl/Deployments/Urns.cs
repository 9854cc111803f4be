namespace McpIac.Dsl.Deployments;

/// <summary>A resource's stable address: <c>deployment/component-path/type/name</c>, each segment percent-encoded (RFC 3986), ':' kept for reading.</summary>
public static class Urns
{
    public static string Make(string deployment, IEnumerable<string> components, string type, string name) =>
        string.Join('/', new[] { deployment }.Concat(components).Append(type).Append(name).Select(Encode));

    private static string Encode(string segment) => Uri.EscapeDataString(segment).Replace("%3A", ":", StringComparison.Ordinal);
}
