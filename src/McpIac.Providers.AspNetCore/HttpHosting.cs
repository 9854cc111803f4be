namespace McpIac.Providers.AspNetCore;

/// <summary>How a provider is offered over HTTP.</summary>
/// <param name="TokenVariable">
/// The environment variable that holds the token which callers have to send as <c>Authorization: Bearer</c>. Null asks for none, which is allowed on loopback addresses alone, or with <see cref="OAuth"/>.
/// </param>
/// <param name="Url">
/// Where it listens: <c>http://127.0.0.1:8950</c> unless ASP.NET Core's own configuration (<c>ASPNETCORE_URLS</c>, <c>Kestrel:Endpoints</c> in appsettings.json) says otherwise, which
/// certificates come from too.
/// </param>
public sealed record HttpHosting(string? TokenVariable = null, string? Url = null)
{
    /// <summary>The path of the MCP endpoint.</summary>
    public string Path { get; init; } = "/mcp";

    /// <summary>Access tokens of an authorization server are accepted too, or alone when there is no <c>TokenVariable</c>. Null for none.</summary>
    public OAuthResource? OAuth { get; init; }

    /// <summary>Names in the <c>Host</c> header that are answered, besides those of loopback: without the check a page in a browser could reach a local server by a name of its own.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Origins of browser pages that are answered, as <c>https://console.example.com</c>. Who isn't a browser sends none.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];
}
