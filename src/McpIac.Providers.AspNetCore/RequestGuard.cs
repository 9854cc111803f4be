using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace McpIac.Providers.AspNetCore;

/// <summary>Who may ask: refused before anything of a request is read. Access tokens are looked at after it.</summary>
internal sealed class RequestGuard(RequestDelegate next, HttpHosting hosting, string? token)
{
    private const string Scheme = "Bearer ";
    private readonly byte[]? expected = token is null ? null : Hash(token);

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!IsAllowedHost(request.Host.Host)) return RefuseAsync(context, StatusCodes.Status403Forbidden);
        if (request.Headers.Origin is [{ Length: > 0 } origin, ..] && !IsAllowedOrigin(origin, request)) return RefuseAsync(context, StatusCodes.Status403Forbidden);
        if (expected is null) return next(context);
        if (IsBearer(request.Headers.Authorization.ToString()))
        {
            context.User = OAuthProtection.Sharer;
            return next(context);
        }

        if (hosting.OAuth is not null) return next(context);
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return RefuseAsync(context, StatusCodes.Status401Unauthorized);
    }

    public static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    // The server's own origin on loopback is nobody's: only it could serve such a page, and it serves none. Another port is another program.
    private bool IsAllowedOrigin(string origin, HttpRequest request) => hosting.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase)
        || (IsLoopback(request.Host.Host) && origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase));

    private bool IsAllowedHost(string host) => IsLoopback(host) || hosting.AllowedHosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    // Hashes have one length, so the comparison tells nothing of the token by the time that it takes.
    private bool IsBearer(string header) => header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(Hash(header[Scheme.Length..].Trim()), expected);

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static Task RefuseAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
