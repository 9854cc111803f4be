using System.Collections.Concurrent;
using System.IO.Pipelines;
using McpIac.Providers.Changes;
using McpIac.Providers.Handlers;
using McpIac.Providers.Stores;
using McpIac.Providers.Tools;
using McpIac.Schemas.Protocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace McpIac.Providers.Servers;

/// <summary>A provider server: the standard's nine tools over a set of handlers. Owns the store. Several clients may be connected at once.</summary>
public sealed class ProviderServer : IAsyncDisposable
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);

    private readonly ProviderOptions options;
    private readonly ProviderStore store;
    private readonly ChangeRunner runner;
    private readonly ToolCalls calls;
    private readonly ServerSetup setup;
    private readonly CancellationTokenSource ending = new();
    private readonly ConcurrentBag<Task> sessions = [];
    private int disposed;

    /// <exception cref="ArgumentException">Two handlers have one type.</exception>
    public ProviderServer(ProviderOptions options, IReadOnlyList<IResourceHandler> handlers, ProviderStore store)
    {
        (this.options, this.store) = (options, store);
        var time = options.Time ?? TimeProvider.System;
        var byType = handlers.ToDictionary(h => h.Type.Token, StringComparer.Ordinal);
        var preparer = new ChangePreparer(byType, store, time);
        var maker = new ChangeMaker(preparer, store, options.Hooks, time, options.Log ?? Console.Error.WriteLine);
        runner = new ChangeRunner(preparer, maker, store, options.Hooks, options.MaxConcurrency);
        var services = new ProviderServices(options, byType, store, runner, time);
        calls = new ToolCalls(options, services, time);
        setup = new ServerSetup(options, handlers, calls, new CallTasks(options, calls, time));
    }

    /// <summary>Serves on standard input and output until the client is gone.</summary>
    public async Task RunStdioAsync(CancellationToken cancellation)
    {
        // A handler's stray Console.WriteLine would otherwise break the protocol.
        Console.SetOut(Console.Error);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, ending.Token);
        await RunAsync(new StdioServerTransport(options.Name), linked.Token);
    }

    /// <summary>A client's end of an in-process connection; the server runs until it is disposed or the client hangs up.</summary>
    public IClientTransport ConnectInMemory()
    {
        ObjectDisposedException.ThrowIf(disposed != 0, this);
        var (toServer, toClient) = (new Pipe(), new Pipe());
        var transport = new StreamServerTransport(toServer.Reader.AsStream(), toClient.Writer.AsStream(), options.Name);
        sessions.Add(Task.Run(() => RunAsync(transport, ending.Token)));
        return new StreamClientTransport(toServer.Writer.AsStream(), toClient.Reader.AsStream());
    }

    /// <summary>Calls one of the standard's tools from this process, without a client: what it does and answers is the same.</summary>
    /// <param name="arguments">The record that the tool takes, as <see cref="ApplyArguments"/>.</param>
    /// <exception cref="OperationCanceledException">The call was cancelled; a change that was begun may go on.</exception>
    public Task<Envelope<object>> CallAsync(string tool, object arguments, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(disposed != 0, this);
        return calls.CallAsync(tool, arguments, cancellation);
    }

    /// <summary>What each session of a host of its own gets.</summary>
    internal void Configure(McpServerOptions session)
    {
        var mine = setup.Options();
        (session.ServerInfo, session.Capabilities, session.Handlers, session.RequestHandlers) = (mine.ServerInfo, mine.Capabilities, mine.Handlers, mine.RequestHandlers);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0) return;
        await runner.StopAsync(StopPatience);
        await ending.CancelAsync();
        await Task.WhenAny(Task.WhenAll(sessions), Task.Delay(StopPatience));
        store.Dispose();
        runner.Dispose();
        ending.Dispose();
    }

    private async Task RunAsync(ITransport transport, CancellationToken cancellation)
    {
        try
        {
            await using (transport)
            await using (var server = McpServer.Create(new WholeMessages(transport), setup.Options()))
            {
                await server.RunAsync(cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The usual end of a session whose provider is disposed.
        }
    }
}
