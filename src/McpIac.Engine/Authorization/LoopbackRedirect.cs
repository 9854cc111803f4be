using System.Net;
using System.Net.Sockets;
using System.Text;
using ModelContextProtocol.Authentication;

namespace McpIac.Engine.Authorization;

/// <summary>Where a browser comes back to after somebody signed in: a port of this machine, which is listened to only meanwhile (RFC 8252, 7.3).</summary>
internal sealed class LoopbackRedirect
{
    private const string Path = "/callback";
    private const int LongestHead = 16 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Func<Uri, CancellationToken, Task> visit;
    private readonly int port = FreePort();
    private string? refusal;

    public LoopbackRedirect(Func<Uri, CancellationToken, Task> visit) => this.visit = visit;

    public Uri Address => new($"http://127.0.0.1:{port}{Path}");

    /// <exception cref="TokenException">It didn't come back with a code.</exception>
    public async Task<AuthorizationResult?> AuthorizeAsync(AuthorizationCallbackContext context, CancellationToken cancellation)
    {
        // The library tries another transport after a failure: nobody is asked twice for that.
        if (refusal is not null) throw new TokenException(refusal);
        if (!MetadataReader.IsPrivate(context.AuthorizationUri)) throw new TokenException("its authorization server is reached in the clear");
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
        }
        catch (SocketException)
        {
            throw new TokenException($"the port {port}, to which the browser would come back, was taken by another program");
        }

        try
        {
            await visit(context.AuthorizationUri, cancellation);
        }
        catch (NobodyThereException e)
        {
            throw new TokenException(refusal = e.Message);
        }

        while (true)
        {
            using var browser = await listener.AcceptTcpClientAsync(cancellation);
            if (await AnswerAsync(browser, cancellation) is not { } query) continue;
            if (query.GetValueOrDefault("code") is { Length: > 0 } code) return new AuthorizationResult { Code = code, State = query.GetValueOrDefault("state"), Iss = query.GetValueOrDefault("iss") };
            throw new TokenException(refusal = "nobody was signed in: the authorization server refused");
        }
    }

    /// <summary>The query of the address that was asked for; null when it wasn't ours.</summary>
    private static async Task<Dictionary<string, string>?> AnswerAsync(TcpClient browser, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            var stream = browser.GetStream();
            var words = (await HeadAsync(stream, limit.Token)).Split('\r', 2)[0].Split(' ');
            var query = words is ["GET", var target, _] && Uri.TryCreate(new Uri("http://127.0.0.1"), target, out var asked) && asked.AbsolutePath == Path ? Query(asked) : null;
            var (status, text) = query is null ? ("404 Not Found", "Nothing is here.") : ("200 OK", "Back to mciacc: this page can be closed.");
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: text/plain\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nContent-Length: {text.Length}\r\nConnection: close\r\n\r\n{text}"), limit.Token);
            return query;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    private static async Task<string> HeadAsync(NetworkStream stream, CancellationToken cancellation)
    {
        var head = new StringBuilder();
        var buffer = new byte[1024];
        while (head.Length < LongestHead && !head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(buffer, cancellation) is > 0 and var count)
            head.Append(Encoding.ASCII.GetString(buffer, 0, count));
        return head.ToString();
    }

    private static Dictionary<string, string> Query(Uri asked) => asked.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2))
        .GroupBy(p => p[0], StringComparer.Ordinal).ToDictionary(p => p.Key, p => Uri.UnescapeDataString((p.First() is [_, var value] ? value : "").Replace('+', ' ')), StringComparer.Ordinal);

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
