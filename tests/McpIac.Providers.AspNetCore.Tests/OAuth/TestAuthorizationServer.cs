using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace McpIac.Providers.AspNetCore.Tests.OAuth;

/// <summary>A small authorization server on this machine, which signs real tokens: client credentials, authorization codes with PKCE, refresh tokens, registration of clients.</summary>
internal sealed class TestAuthorizationServer : IAsyncDisposable
{
    public const string Client = "pipeline", Secret = "hush-hush:1 %";

    private readonly RsaSecurityKey key = new(RSA.Create(2048)) { KeyId = "one" };
    private readonly ConcurrentDictionary<string, (string Challenge, string Resource, string Scope)> codes = new();
    private readonly ConcurrentDictionary<string, (string Resource, string Scope)> refreshes = new();
    private readonly WebApplication app;

    private TestAuthorizationServer(WebApplication app) => this.app = app;

    public Uri Issuer => new(app.Urls.First());

    /// <summary>How each token was asked for, by its grant.</summary>
    public ConcurrentQueue<string> Grants { get; } = [];

    /// <summary>Seconds that tokens are good for.</summary>
    public int Lifetime { get; set; } = 3600;

    /// <summary>What tokens are for, instead of what was asked for.</summary>
    public string? Audience { get; set; }

    /// <summary>What tokens allow, instead of what was asked for.</summary>
    public string? Scope { get; set; }

    public static async Task<TestAuthorizationServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new TestAuthorizationServer(builder.Build());
        server.app.MapGet("/.well-known/oauth-authorization-server", server.Metadata);
        server.app.MapGet("/jwks", () => Results.Json(new { keys = new[] { JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(server.key.Rsa.ExportParameters(false)) { KeyId = server.key.KeyId }) }.Select(k => new { kty = k.Kty, kid = k.Kid, n = k.N, e = k.E, use = "sig", alg = "RS256" }) }));
        server.app.MapGet("/authorize", server.Authorize);
        server.app.MapPost("/register", () => Results.Json(new { client_id = "registered", token_endpoint_auth_method = "none" }, statusCode: 201));
        server.app.MapPost("/token", server.TokenAsync);
        await server.app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    /// <summary>A token as it issues them.</summary>
    /// <param name="seconds">Until it ends; negative for one that has ended.</param>
    public string Token(string audience, string scope, int seconds, string? issuer = null, RsaSecurityKey? signer = null) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = issuer ?? Issuer.OriginalString, Audience = audience, Claims = new Dictionary<string, object> { ["scope"] = scope, ["sub"] = "somebody", ["jti"] = Guid.NewGuid().ToString() },
        NotBefore = DateTime.UtcNow.AddHours(-2), IssuedAt = DateTime.UtcNow.AddHours(-2), Expires = DateTime.UtcNow.AddSeconds(seconds), SigningCredentials = new SigningCredentials(signer ?? key, SecurityAlgorithms.RsaSha256),
    });

    private IResult Metadata() => Results.Json(new
    {
        issuer = Issuer.OriginalString,
        authorization_endpoint = new Uri(Issuer, "/authorize"),
        token_endpoint = new Uri(Issuer, "/token"),
        registration_endpoint = new Uri(Issuer, "/register"),
        jwks_uri = new Uri(Issuer, "/jwks"),
        response_types_supported = new[] { "code" },
        grant_types_supported = new[] { "authorization_code", "refresh_token", "client_credentials" },
        code_challenge_methods_supported = new[] { "S256" },
        token_endpoint_auth_methods_supported = new[] { "client_secret_basic", "none" },
        authorization_response_iss_parameter_supported = true,
    });

    // Whoever comes is let in.
    private IResult Authorize(HttpRequest request)
    {
        var asked = request.Query;
        if (asked["code_challenge_method"] != "S256" || asked["code_challenge"].Count != 1) return Results.BadRequest();
        var code = Guid.NewGuid().ToString("N");
        codes[code] = ($"{asked["code_challenge"]}", $"{asked["resource"]}", $"{asked["scope"]}");
        return Results.Redirect(QueryHelpers.AddQueryString($"{asked["redirect_uri"]}", new Dictionary<string, string?> { ["code"] = code, ["state"] = asked["state"], ["iss"] = Issuer.OriginalString }));
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var grant = $"{form["grant_type"]}";
        Grants.Enqueue(grant);
        switch (grant)
        {
            case "client_credentials" when $"{request.Headers.Authorization}" == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Client}:{Uri.EscapeDataString(Secret).Replace("%20", "+", StringComparison.Ordinal)}")):
                return Issue($"{form["resource"]}", $"{form["scope"]}", isRefreshed: false);
            case "authorization_code" when codes.TryRemove($"{form["code"]}", out var code)
                && WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes($"{form["code_verifier"]}"))) == code.Challenge:
                return Issue(code.Resource, code.Scope, isRefreshed: true);
            case "refresh_token" when refreshes.TryRemove($"{form["refresh_token"]}", out var refresh): return Issue(refresh.Resource, refresh.Scope, isRefreshed: true);
            case "client_credentials": return Results.Json(new { error = "invalid_client", error_description = Secret }, statusCode: 401);
            default: return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        }
    }

    private IResult Issue(string resource, string scope, bool isRefreshed)
    {
        var refresh = isRefreshed ? Guid.NewGuid().ToString("N") : null;
        if (refresh is not null) refreshes[refresh] = (resource, scope);
        return Results.Json(new { access_token = Token(Audience ?? resource, Scope ?? scope, Lifetime), token_type = "Bearer", expires_in = Lifetime, refresh_token = refresh, scope = Scope ?? scope });
    }
}
