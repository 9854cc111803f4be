using System.Net;
using System.Net.Http.Headers;

namespace McpIac.Engine.Authorization;

/// <summary>Sends each request with an access token, and once more with another one when that is refused.</summary>
internal sealed class TokenHandler(TokenClient tokens) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is not null) await request.Content.LoadIntoBufferAsync(cancellationToken);
        var token = await tokens.FindAsync(cancellationToken);
        Take(request, token);
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized) return response;
        using (response)
        {
            token = await tokens.GetAsync(token, response.Headers, cancellationToken);
        }

        Take(request, token);
        return await base.SendAsync(request, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) tokens.Dispose();
        base.Dispose(disposing);
    }

    private static void Take(HttpRequestMessage request, AccessToken? token)
    {
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Text);
    }
}
