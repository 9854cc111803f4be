using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using McpIac.Providers.Handlers;
using McpIac.Providers.Local.HttpChecks;

namespace McpIac.Providers.Local.Tests.HttpChecks;

public sealed class HttpProbeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Probe_AsksUntilTheAnswerIsAsExpected()
    {
        using var server = new Answers(503, 200, 200);
        server.Body = "all systems go";
        var progress = new Notes();

        var answer = await Probe().WaitAsync(new HttpCheckProperties { Url = server.Url, ExpectedBody = "systems", Interval = 0 }, progress, Cancellation);

        Assert.Equal(200, answer.Status);
        Assert.Equal(["attempt 1 of 10: status 503 instead of 200"], progress.All);
        Assert.Equal(["GET", "GET"], server.Methods);
    }

    [Fact]
    public async Task Probe_ThatRunsOutOfAttempts_SaysWhatTheLastAnswerWas()
    {
        using var server = new Answers(500);

        var failure = await Assert.ThrowsAsync<ProviderException>(() =>
            Probe().WaitAsync(new HttpCheckProperties { Url = server.Url, Attempts = 3, Interval = 0 }, new Notes(), Cancellation));

        Assert.Equal("notReady", failure.Error.Code);
        Assert.Equal($"{server.Url} was asked 3 times and didn't answer as expected: status 500 instead of 200", failure.Error.Message);
        Assert.Equal(3, server.Methods.Count);
    }

    [Fact]
    public async Task Probe_OfABodyWithoutTheText_SaysSo()
    {
        using var server = new Answers(200);
        server.Body = "hello";

        Assert.Equal("the body lacks the expected text", (await Probe().AskAsync(new HttpCheckProperties { Url = server.Url, ExpectedBody = "bye" }, Cancellation)).Problem);
    }

    [Fact]
    public async Task Redirect_IsAnAnswer()
    {
        using var server = new Answers(302);

        Assert.Null((await Probe().AskAsync(new HttpCheckProperties { Url = server.Url, ExpectedStatus = 302, Method = "HEAD" }, Cancellation)).Problem);
        Assert.Equal(["HEAD"], server.Methods);
    }

    [Fact]
    public async Task Server_ThatNeverAnswers_IsLeftAfterTheTimeout()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        var answer = await Probe().AskAsync(new HttpCheckProperties { Url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/", Timeout = 1 }, Cancellation);

        Assert.Equal((0, "no answer within 1 s"), (answer.Status, answer.Problem));
    }

    [Fact]
    public async Task Port_WhereNobodyListens_IsAProblemAndNoCrash()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        Assert.NotNull((await Probe().AskAsync(new HttpCheckProperties { Url = $"http://127.0.0.1:{port}/" }, Cancellation)).Problem);
    }

    [Theory]
    [InlineData("ftp://example.org/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/relative")]
    [InlineData("nonsense")]
    public void Url_ThatIsNotHttp_IsInvalid(string url) => Assert.Equal("invalid", Assert.Throws<ProviderException>(() => HttpProbe.Address(url)).Error.Code);

    [Fact]
    public async Task Interval_IsWaitedByTheClock()
    {
        using var server = new Answers(500, 200);
        var time = new SteppingTime();

        await new HttpProbe(time).WaitAsync(new HttpCheckProperties { Url = server.Url, Interval = 3600 }, new Notes(), Cancellation);

        Assert.Equal([TimeSpan.FromHours(1)], time.Waits);
    }

    private static HttpProbe Probe() => new(TimeProvider.System);

    private sealed class Notes : IProgress<string>
    {
        public List<string> All { get; } = [];
        public void Report(string value) => All.Add(value);
    }

    private sealed class SteppingTime : TimeProvider
    {
        public List<TimeSpan> Waits { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waits.Add(dueTime);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }

    /// <summary>A real HTTP server that gives the statuses in order, the last for ever.</summary>
    private sealed class Answers : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly int[] statuses;

        public Answers(params int[] statuses)
        {
            this.statuses = statuses;
            listener.Start();
            _ = ServeAsync();
        }

        public string Url => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/";
        public string Body { get; set; } = "";
        public ConcurrentQueue<string> Methods { get; } = new();

        public void Dispose() => listener.Dispose();

        private async Task ServeAsync()
        {
            try
            {
                for (var served = 0; ; served++)
                {
                    using var client = await listener.AcceptTcpClientAsync(Cancellation);
                    using var reader = new StreamReader(client.GetStream());
                    Methods.Enqueue((await reader.ReadLineAsync(Cancellation) ?? "").Split(' ')[0]);
                    while (await reader.ReadLineAsync(Cancellation) is { Length: > 0 }) { }
                    var head = $"HTTP/1.1 {statuses[Math.Min(served, statuses.Length - 1)]} x\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: {Body.Length}\r\nConnection: close\r\n\r\n";
                    await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head + Body), Cancellation);
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException or IOException)
            {
                // The test is over.
            }
        }
    }
}
