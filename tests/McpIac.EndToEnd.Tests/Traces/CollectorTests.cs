using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using McpIac.EndToEnd.Tests.CustomerPortal;
using McpIac.EndToEnd.Tests.Processes;

namespace McpIac.EndToEnd.Tests.Traces;

/// <summary>A run is sent to where OpenTelemetry's variables say, and without them nowhere.</summary>
public sealed class CollectorTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task TracesAndMeasures_ReachTheCollector()
    {
        var portal = fixture.FromNothing();
        var received = new ConcurrentQueue<(string Path, string Body)>();
        using var collector = Collect(received, out var endpoint);
        (await Tool.RunAsync(portal.Folder, ["apply", "--twin", "--yes"], ("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_SERVICE_NAME", "the-portal"))).Exits(0);
        var traces = string.Concat(received.Where(r => r.Path == "/v1/traces").Select(r => r.Body));
        foreach (var part in (string[])["the-portal", "apply customer-portal", "create aws:vpc:subnet", "mciacc.urn"]) Assert.Contains(part, traces, StringComparison.Ordinal);
        Assert.Contains("mciacc.step.duration", string.Concat(received.Where(r => r.Path == "/v1/metrics").Select(r => r.Body)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACollectorThatIsntThere_HarmsNothing()
    {
        var portal = fixture.FromNothing();
        string endpoint;
        using (Collect([], out endpoint)) { }
        Assert.Empty((await Tool.RunAsync(portal.Folder, ["apply", "--twin", "--yes"], ("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"))).Exits(0).Error);
    }

    private static HttpListener Collect(ConcurrentQueue<(string Path, string Body)> received, out string endpoint)
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            endpoint = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
        }

        var listener = new HttpListener { Prefixes = { endpoint + "/" } };
        listener.Start();
        _ = Task.Run(async () =>
        {
            while (listener.IsListening)
            {
                try
                {
                    var context = await listener.GetContextAsync();
                    using var body = new MemoryStream();
                    await context.Request.InputStream.CopyToAsync(body);
                    received.Enqueue((context.Request.Url?.AbsolutePath ?? "", Encoding.UTF8.GetString(body.ToArray())));
                    context.Response.ContentType = "application/x-protobuf";
                    context.Response.Close();
                }
                catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }
            }
        });
        return listener;
    }
}
