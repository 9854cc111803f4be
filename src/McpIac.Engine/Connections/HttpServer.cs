using System.Net;
using McpIac.Engine.Authorization;
using ModelContextProtocol.Authentication;
using ModelContextProtocol.Client;

namespace McpIac.Engine.Connections;

/// <summary>
/// A server that is reached by HTTP: streamable, or as it was before with server-sent events. Redirects aren't followed, so that headers with credentials reach nobody
/// else, and no answer can fill the memory.
/// </summary>
internal static class HttpServer
{
    private const int LongestToken = 1024 * 1024;
    private static readonly TimeSpan TokenPatience = TimeSpan.FromSeconds(30);

    public static IClientTransport Transport(string name, Uri url, McpConnectionOptions options)
    {
        HttpMessageHandler handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        if (options.Authorization is ClientCredentials credentials) handler = new TokenHandler(new TokenClient(url, credentials, TokenRequests())) { InnerHandler = handler };
        var client = new HttpClient(new LimitedBodies { InnerHandler = handler }) { Timeout = Timeout.InfiniteTimeSpan };
        return new HttpClientTransport(new HttpClientTransportOptions
        {
            Endpoint = url, Name = name, AdditionalHeaders = (options.Headers ?? new Dictionary<string, string>()).ToDictionary(h => h.Key, h => h.Value, StringComparer.OrdinalIgnoreCase),
            ConnectionTimeout = McpConnection.StartTimeout(options), OAuth = options.Authorization is AuthorizationCode code ? OAuth(url, code) : null,
        }, client, loggerFactory: null, ownsHttpClient: true);
    }

    private static ClientOAuthOptions OAuth(Uri url, AuthorizationCode code)
    {
        var redirect = new LoopbackRedirect(code.Visit);
        return new ClientOAuthOptions
        {
            ClientId = code.ClientId, RedirectUri = redirect.Address, AuthorizationCallbackHandler = redirect.AuthorizeAsync, TokenCache = TokenMemory.Of(url, code),
            Scopes = code.Scopes.Count > 0 ? code.Scopes : null, ScopeSelector = code.Scopes.Count > 0 ? _ => code.Scopes : null,
            DynamicClientRegistration = new DynamicClientRegistrationOptions { ClientName = "mciacc" },
        };
    }

    private static HttpClient TokenRequests() => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TokenPatience, MaxResponseContentBufferSize = LongestToken };

    /// <summary>What went wrong with the server, as the end of a sentence; null when it isn't HTTP's business.</summary>
    public static string? Why(Exception? problem)
    {
        for (; problem is not null; problem = problem.InnerException)
        {
            if (problem is TokenException) return problem.Message;
            if (problem is not HttpRequestException http) continue;
            return http.StatusCode switch
            {
                HttpStatusCode.Unauthorized => "it answers 401: it wants credentials, or others",
                HttpStatusCode.Forbidden => "it answers 403: the credentials don't suffice",
                >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => $"it answers {(int)http.StatusCode}: it wants to be asked elsewhere, and redirects aren't followed",
                { } status => $"it answers {(int)status}",
                null => $"it can't be reached ({http.HttpRequestError})",
            };
        }

        return null;
    }

    private sealed class LimitedBodies : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            var limited = new StreamContent(new LimitedLines(await response.Content.ReadAsStreamAsync(cancellationToken), junkLimit: null));
            foreach (var (name, values) in response.Content.Headers) limited.Headers.TryAddWithoutValidation(name, values);
            response.Content = limited;
            return response;
        }
    }
}
