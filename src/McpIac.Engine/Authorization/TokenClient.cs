using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using McpIac.Schemas.Data;

namespace McpIac.Engine.Authorization;

/// <summary>Gets access tokens for a program that signs in as itself, and keeps them for as long as the process lives. Thread-safe.</summary>
internal sealed class TokenClient(Uri resource, ClientCredentials credentials, HttpClient client) : IDisposable
{
    private const int LongestWord = 60;

    // A token that ends while its request is on its way is of no use.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);
    private static readonly ConcurrentDictionary<string, AccessToken> Tokens = new(StringComparer.Ordinal);

    private readonly SemaphoreSlim one = new(1);
    private readonly string key = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\0', [resource.AbsoluteUri, credentials.ClientId, credentials.ClientSecret, credentials.TokenUrl?.AbsoluteUri ?? "", .. credentials.Scopes]))));

    private AuthorizationServer? server;

    /// <summary>A token that is good for a while; null when there is none yet and where to get one isn't known before the resource was asked.</summary>
    public async Task<AccessToken?> FindAsync(CancellationToken cancellation)
    {
        if (Tokens.TryGetValue(key, out var known) && !(known.Ends <= DateTimeOffset.UtcNow)) return known;
        return server is null && credentials.TokenUrl is null ? null : await GetAsync(known, null, cancellation);
    }

    /// <summary>Another token than one that was refused.</summary>
    /// <exception cref="TokenException">There is none.</exception>
    public async Task<AccessToken> GetAsync(AccessToken? refused, HttpResponseHeaders? challenge, CancellationToken cancellation)
    {
        await one.WaitAsync(cancellation);
        try
        {
            // Somebody else may have got one meanwhile.
            if (Tokens.TryGetValue(key, out var other) && other != refused && !(other.Ends <= DateTimeOffset.UtcNow)) return other;
            server ??= credentials.TokenUrl is { } url ? new AuthorizationServer(url, PostsSecrets: false, []) : await new MetadataReader(client).FindAsync(resource, challenge, cancellation);
            return Tokens[key] = await AskAsync(server, cancellation);
        }
        catch (HttpRequestException e)
        {
            throw new TokenException($"its authorization server can't be reached ({e.HttpRequestError})");
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose()
    {
        client.Dispose();
        one.Dispose();
    }

    private async Task<AccessToken> AskAsync(AuthorizationServer at, CancellationToken cancellation)
    {
        if (!MetadataReader.IsPrivate(at.TokenEndpoint)) throw new TokenException("its authorization server is reached in the clear, which a secret isn't sent by");
        var scopes = credentials.Scopes.Count > 0 ? credentials.Scopes : at.Scopes;
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["resource"] = resource.OriginalString };
        if (scopes.Count > 0) form["scope"] = string.Join(' ', scopes);
        if (at.PostsSecrets) (form["client_id"], form["client_secret"]) = (credentials.ClientId, credentials.ClientSecret);
        using var request = new HttpRequestMessage(HttpMethod.Post, at.TokenEndpoint) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (!at.PostsSecrets)
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Encoded(credentials.ClientId)}:{Encoded(credentials.ClientSecret)}")));
        using var response = await client.SendAsync(request, cancellation);
        var answer = DatumReader.Read(await response.Content.ReadAsStringAsync(cancellation)).Value;
        if (!response.IsSuccessStatusCode) throw new TokenException($"its authorization server {at.TokenEndpoint.Host} gives no token: it answers {(int)response.StatusCode}{Word(answer?["error"]?.AsText())}");
        if (answer?["access_token"]?.AsText() is not { Length: > 0 } token || answer["token_type"]?.AsText()?.Equals("Bearer", StringComparison.OrdinalIgnoreCase) != true)
            throw new TokenException($"its authorization server {at.TokenEndpoint.Host} answers without a token that could be used");
        return new AccessToken(token, answer["expires_in"]?.AsDouble() is { } seconds ? DateTimeOffset.UtcNow.AddSeconds(seconds) - (seconds > 2 * Margin.TotalSeconds ? Margin : TimeSpan.Zero) : null);
    }

    // As RFC 6749, 2.3.1 has it: both are encoded as in a form.
    private static string Encoded(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);

    // A code of the RFC, as invalid_client. What else it says may be anything.
    private static string Word(string? error) => error is { Length: > 0 and <= LongestWord } && error.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? $" ({error})" : "";
}
