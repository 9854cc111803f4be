using System.Net.Http.Headers;
using McpIac.Schemas.Data;

namespace McpIac.Engine.Authorization;

/// <summary>Finds the authorization server of a protected resource: by its metadata (RFC 9728), and then that server's own (RFC 8414, or OpenID Connect's).</summary>
internal sealed class MetadataReader(HttpClient client)
{
    private const string OfResources = "/.well-known/oauth-protected-resource", OfServers = "/.well-known/oauth-authorization-server", OfOpenId = "/.well-known/openid-configuration";

    /// <param name="challenge">The resource's answer 401, when there is one: it may say where its metadata are.</param>
    /// <exception cref="TokenException">It isn't found.</exception>
    public async Task<AuthorizationServer> FindAsync(Uri resource, HttpResponseHeaders? challenge, CancellationToken cancellation)
    {
        var path = resource.AbsolutePath.TrimEnd('/');
        var metadata = await FirstAsync([Said(challenge, resource), new Uri(resource, OfResources + path), new Uri(resource, OfResources)], cancellation)
            ?? throw new TokenException("it doesn't say which authorization server its tokens are got from: write tokenUrl");
        if (Address(metadata["resource"]) is { } meant && !IsWithin(resource, meant)) throw new TokenException($"what it says of itself is about {meant.Host}, and not about it");
        if (Address(metadata["authorization_servers"]?.Items.FirstOrDefault()) is not { } issuer) throw new TokenException("it names no authorization server that is reached by https: write tokenUrl");
        var own = issuer.AbsolutePath.TrimEnd('/');
        var server = await FirstAsync([new Uri(issuer, OfServers + own), new Uri(issuer, OfOpenId + own), new Uri(issuer, own + OfOpenId)], cancellation)
            ?? throw new TokenException($"its authorization server {issuer.Host} tells nothing of itself: write tokenUrl");
        if (server["issuer"]?.AsText()?.TrimEnd('/') != issuer.OriginalString.TrimEnd('/')) throw new TokenException($"its authorization server {issuer.Host} calls itself otherwise");
        if (Address(server["token_endpoint"]) is not { } endpoint) throw new TokenException($"its authorization server {issuer.Host} has no token endpoint that is reached by https");
        var ways = Texts(server["token_endpoint_auth_methods_supported"]);
        return new AuthorizationServer(endpoint, ways.Contains("client_secret_post") && !ways.Contains("client_secret_basic"), Texts(metadata["scopes_supported"]));
    }

    /// <summary>Whether an address may get a secret.</summary>
    public static bool IsPrivate(Uri address) => address.Scheme == Uri.UriSchemeHttps || address is { Scheme: "http", IsLoopback: true };

    private static Uri? Said(HttpResponseHeaders? challenge, Uri resource)
    {
        const string name = "resource_metadata=\"";
        var parameters = challenge?.WwwAuthenticate.FirstOrDefault(w => w.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))?.Parameter ?? "";
        var at = parameters.IndexOf(name, StringComparison.Ordinal);
        if (at < 0) return null;
        var rest = parameters[(at + name.Length)..];
        return rest.IndexOf('"', StringComparison.Ordinal) is > 0 and var end && Uri.TryCreate(rest[..end], UriKind.Absolute, out var said) && IsPrivate(said) && said.Authority == resource.Authority ? said : null;
    }

    private static bool IsWithin(Uri resource, Uri meant) => resource.GetLeftPart(UriPartial.Authority) == meant.GetLeftPart(UriPartial.Authority)
        && (resource.AbsolutePath.TrimEnd('/') + "/").StartsWith(meant.AbsolutePath.TrimEnd('/') + "/", StringComparison.Ordinal);

    private static Uri? Address(Datum? text) => Uri.TryCreate(text?.AsText(), UriKind.Absolute, out var address) && IsPrivate(address) ? address : null;

    private static string[] Texts(Datum? list) => [.. (list is { Kind: DatumKind.List } texts ? texts.Items : []).Select(t => t.AsText()).OfType<string>()];

    private async Task<Datum?> FirstAsync(IEnumerable<Uri?> addresses, CancellationToken cancellation)
    {
        foreach (var address in addresses.OfType<Uri>().Distinct())
        {
            try
            {
                using var response = await client.GetAsync(address, cancellation);
                if (response.IsSuccessStatusCode && DatumReader.Read(await response.Content.ReadAsStringAsync(cancellation)).Value is { Kind: DatumKind.Map } document) return document;
            }
            catch (HttpRequestException)
            {
                // The next place may have it.
            }
        }

        return null;
    }
}
