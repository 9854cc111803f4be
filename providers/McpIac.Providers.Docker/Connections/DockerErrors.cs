using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Docker.DotNet;
using McpIac.Providers.Handlers;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Docker.Connections;

/// <summary>What the daemon refuses, in the standard's words, by its HTTP status.</summary>
internal static class DockerErrors
{
    /// <param name="sideEffects">Of a connection that breaks under way. What the daemon refuses had none.</param>
    public static async Task<T> GuardAsync<T>(Func<Task<T>> work, string sideEffects)
    {
        try
        {
            return await work();
        }
        catch (DockerApiException e)
        {
            throw Of(e.StatusCode, Message(e.ResponseBody) ?? e.Message);
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or IOException or TimeoutException or ObjectDisposedException)
        {
            // Nothing was sent when there was nobody to send it to.
            var nobody = Inner(e) is SocketException { SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostNotFound or SocketError.AddressNotAvailable or SocketError.HostUnreachable } || !OperatingSystem.IsWindows() && Inner(e) is FileNotFoundException;
            throw new ProviderException(ErrorCodes.Unavailable, $"Docker doesn't answer: {Inner(e).Message}", nobody ? "none" : sideEffects, retryable: true);
        }
    }

    /// <summary>What a stream of messages says went wrong, as a build's or a pull's.</summary>
    public static ProviderException Of(HttpStatusCode status, string message)
    {
        var said = message.Trim().TrimEnd('.');
        return new ProviderException(Code(status, said), $"Docker says: {said}.", retryable: status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable);
    }

    private static string Code(HttpStatusCode status, string said) => status switch
    {
        HttpStatusCode.BadRequest => ErrorCodes.Invalid,
        HttpStatusCode.Unauthorized => ErrorCodes.Unauthenticated,
        HttpStatusCode.NotFound => ErrorCodes.NotFound,
        HttpStatusCode.Conflict => Says(said, "already in use by container", "already exists") ? ErrorCodes.AlreadyExists : ErrorCodes.InUse,
        HttpStatusCode.TooManyRequests => ErrorCodes.Throttled,
        HttpStatusCode.NotImplemented => ErrorCodes.Unsupported,
        HttpStatusCode.ServiceUnavailable => ErrorCodes.Unavailable,

        // For these the status alone doesn't tell.
        HttpStatusCode.Forbidden => Says(said, "active endpoints", "overlaps") ? ErrorCodes.InUse : ErrorCodes.Denied,
        HttpStatusCode.InternalServerError when Says(said, "already allocated", "address already in use") => ErrorCodes.InUse,
        HttpStatusCode.InternalServerError when Says(said, "unauthorized", "authentication required") => ErrorCodes.Unauthenticated,
        HttpStatusCode.InternalServerError when Says(said, "manifest unknown", "not found") => ErrorCodes.NotFound,
        HttpStatusCode.InternalServerError when Says(said, "connection refused", "no such host", "timeout", "Client.Timeout", "unexpected EOF") => ErrorCodes.Unavailable,
        HttpStatusCode.InternalServerError when Says(said, "executable file not found", "no such file or directory", "permission denied", "could not choose an IP address", "no configured subnet") => ErrorCodes.Invalid,
        _ => ErrorCodes.Internal,
    };

    private static bool Says(string said, params string[] words) => words.Any(w => said.Contains(w, StringComparison.OrdinalIgnoreCase));

    private static Exception Inner(Exception e) => e.InnerException is { } inner ? Inner(inner) : e;

    private static string? Message(string? body)
    {
        try
        {
            using var document = JsonDocument.Parse(body ?? "");
            return document.RootElement.TryGetProperty("message", out var message) ? message.GetString() : null;
        }
        catch (JsonException)
        {
            return string.IsNullOrWhiteSpace(body) ? null : body;
        }
    }
}
