using System.Diagnostics;
using System.Text;
using McpIac.Providers.Handlers;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Local.HttpChecks;

/// <summary>Asks an address until it answers as expected.</summary>
internal sealed class HttpProbe(TimeProvider time)
{
    private const int LongestBody = 1024 * 1024;

    // One for the process, as HttpClient wants it. A redirect is an answer like any other: it can be what is expected.
    private static readonly HttpClient Client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(1) })
    {
        Timeout = Timeout.InfiniteTimeSpan, // each request has its own limit
    };

    /// <exception cref="ProviderException"><c>notReady</c> when no attempt was answered as expected.</exception>
    public async Task<ProbeAnswer> WaitAsync(HttpCheckProperties check, IProgress<string> progress, CancellationToken cancellation)
    {
        var last = "";
        for (var attempt = 1; attempt <= check.Attempts; attempt++)
        {
            if (attempt > 1) await Task.Delay(TimeSpan.FromSeconds(check.Interval), time, cancellation);
            var answer = await AskAsync(check, cancellation);
            if (answer.Problem is null) return answer;
            last = answer.Problem;
            progress.Report($"attempt {attempt} of {check.Attempts}: {last}");
        }

        var times = check.Attempts == 1 ? "once" : $"{check.Attempts} times";
        throw new ProviderException(ErrorCodes.NotReady, $"{check.Url} was asked {times} and didn't answer as expected: {last}");
    }

    /// <summary>One attempt.</summary>
    public async Task<ProbeAnswer> AskAsync(HttpCheckProperties check, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(check.Timeout));
        var started = Stopwatch.GetTimestamp();
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Parse(check.Method), Address(check.Url));
            using var response = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var status = (int)response.StatusCode;
            if (status != check.ExpectedStatus) return new ProbeAnswer(status, Since(started), $"status {status} instead of {check.ExpectedStatus}");
            if (check.ExpectedBody is not { } expected) return new ProbeAnswer(status, Since(started), null);
            var body = await ReadBodyAsync(response, limit.Token);
            return new ProbeAnswer(status, Since(started), body.Contains(expected, StringComparison.Ordinal) ? null : "the body lacks the expected text");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new ProbeAnswer(0, Since(started), $"no answer within {check.Timeout} s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new ProbeAnswer(0, Since(started), e.InnerException?.Message ?? e.Message);
        }
    }

    /// <exception cref="ProviderException"><c>invalid</c> unless it is an absolute http or https URL.</exception>
    public static Uri Address(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new ProviderException(ErrorCodes.Invalid, $"{url} is no http or https URL", path: "/url");

    private static long Since(long started) => (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds;

    private static async Task<string> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[LongestBody];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}

/// <param name="Status">0 when there was no answer.</param>
/// <param name="Problem">What isn't as expected; null when all is.</param>
internal sealed record ProbeAnswer(int Status, long Milliseconds, string? Problem);
