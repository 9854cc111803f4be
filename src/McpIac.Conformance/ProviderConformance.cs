using McpIac.Conformance.Checks;
using McpIac.Conformance.Peers;
using McpIac.Conformance.Reports;
using McpIac.Conformance.Running;
using McpIac.Engine.Connections;
using McpIac.Schemas.Diagnostics;
using ModelContextProtocol.Client;

namespace McpIac.Conformance;

/// <summary>
/// Runs the provider standard's checks against a server. They make objects, change and delete them, under deployments of their own, and remove all of them in the end:
/// what the server manages must be something that may be tried on.
/// </summary>
public static class ProviderConformance
{
    private const string NotOurs = "the server can't be killed from here";

    private static readonly TimeSpan CallTimeout = TimeSpan.FromMinutes(2);

    /// <summary>The ids of all checks.</summary>
    public static IReadOnlyList<string> Checks { get; } = [.. CheckTable.All.Select(c => c.Id)];

    /// <summary>
    /// A server that is started by its command, an argument list. The checks that kill and restart it run too, so where it keeps its record must outlast it.
    /// </summary>
    /// <param name="connection">How it is started.</param>
    /// <returns>The report, or why there is none: MCI6101 when the server isn't usable, MCI6401 when examples are of a type that it doesn't have.</returns>
    public static Task<(ConformanceReport? Report, Diagnostic? Problem)> RunAsync(
        IReadOnlyList<string> command, McpConnectionOptions? connection = null, ConformanceOptions? options = null, CancellationToken cancellation = default)
    {
        var asked = options ?? new ConformanceOptions();
        return RunAsync(new PeerHost(token => McpConnection.StartAsync("server", command, connection ?? new McpConnectionOptions(), token), asked.CallTimeout ?? CallTimeout, null), asked, cancellation);
    }

    /// <summary>A server that runs elsewhere, by HTTP. It can't be killed, so what it knows after a crash is skipped, by name.</summary>
    /// <param name="connection">Headers that it wants.</param>
    /// <returns>As of a command.</returns>
    public static Task<(ConformanceReport? Report, Diagnostic? Problem)> RunAsync(
        Uri url, McpConnectionOptions? connection = null, ConformanceOptions? options = null, CancellationToken cancellation = default)
    {
        var asked = options ?? new ConformanceOptions();
        var host = new PeerHost(token => McpConnection.AtAsync("server", url, connection ?? new McpConnectionOptions(), token), asked.CallTimeout ?? CallTimeout, NotOurs);
        return RunAsync(host, asked, cancellation);
    }

    /// <summary>A server behind any transport, as an in-memory one of the same process. It can't be killed, so what it knows after a crash is skipped, by name.</summary>
    /// <exception cref="InvalidOperationException">There is no report; the message says why.</exception>
    public static async Task<ConformanceReport> RunAsync(IClientTransport transport, ConformanceOptions? options = null, CancellationToken cancellation = default)
    {
        var asked = options ?? new ConformanceOptions();
        var host = new PeerHost(token => McpConnection.OverAsync("server", transport, new McpConnectionOptions(), token), asked.CallTimeout ?? CallTimeout, NotOurs);
        var (report, problem) = await RunAsync(host, asked, cancellation);
        return report ?? throw new InvalidOperationException(problem?.Message);
    }

    internal static async Task<(ConformanceReport? Report, Diagnostic? Problem)> RunAsync(IPeerHost host, ConformanceOptions options, CancellationToken cancellation)
    {
        var (peer, problem) = await host.OpenAsync(cancellation);
        if (peer is null) return (null, problem);
        var subject = await Subject.OfAsync(peer, cancellation);
        await using var bench = new Bench(host, peer, subject, options);
        if (options.Examples is { } examples && subject.Extension is not null && Examples.ExamplesReader.Unused(examples, subject.Types.Select(t => t.Token)).FirstOrDefault() is { } unused) return (null, unused);
        return (await new ConformanceRun(bench, cancellation).RunAsync(), null);
    }
}
