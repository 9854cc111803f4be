using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using McpIac.Plans.Secrets;

namespace McpIac.Engine.Connections;

/// <summary>
/// A server's process and its three streams. Of our environment it gets what is listed, and no shell takes part. It and everything it started are gone after
/// disposing.
/// </summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3), LastOutput = TimeSpan.FromSeconds(1);

    // What is longer comes in pieces.
    private const int BufferLength = 4096, LongestLine = 64 * 1024;

    private readonly Process process;
    private readonly CancellationTokenSource gone = new();
    private readonly TaskCompletionSource exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource closing = new();
    private readonly Task errorsEnded, watching;
    private string? ending;
    private int disposed;

    private ServerProcess(Process process, ErrorTail tail)
    {
        this.process = process;
        Output = new LimitedLines(process.StandardOutput.BaseStream);
        errorsEnded = ListenAsync(process.StandardError, tail, closing.Token);
        watching = WatchAsync();
    }

    public Stream Input => process.StandardInput.BaseStream;

    public LimitedLines Output { get; }

    /// <summary>Cancelled shortly after the process has ended, when what it had still written was read.</summary>
    public CancellationToken Gone => gone.Token;

    /// <summary>The process, or why it can't be started.</summary>
    public static (ServerProcess? Server, string? Problem) Start(IReadOnlyList<string> command, McpConnectionOptions options, ErrorTail tail)
    {
        var info = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, CreateNoWindow = true,
            WorkingDirectory = options.WorkingDirectory ?? "",
        };
        tail.Withheld = PassedVariables.Keep(info.Environment, options.Inherit);
        foreach (var (name, value) in options.Environment ?? new Dictionary<string, string>()) info.Environment[name] = value;
        try
        {
            return Process.Start(info) is { } process ? (new ServerProcess(process, tail), null) : (null, "it can't be started");
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or IOException)
        {
            return (null, $"{command[0]} can't be started: {e.Message.TrimEnd('.')}");
        }
    }

    /// <summary>Why nothing more can come from it, or null while it seems well.</summary>
    public string? Ailment => Output.Problem ?? ending;

    /// <summary>
    /// When it is ending, waits until that is over: its streams may close before its exit code is known and its last words are read. Bounded.
    /// </summary>
    /// <param name="broken">That a stream was found closed.</param>
    public async Task SettleAsync(bool broken)
    {
        var isEnding = broken || Output.Ended.IsCompleted || exited.Task.IsCompleted;
        if (isEnding && Output.Problem is null) await Task.WhenAny(watching, Task.Delay(LastOutput * 2));
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0) return;
        try
        {
            // The end of its input is how a stdio server is told to stop.
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It is gone already.
        }

        using var patience = new CancellationTokenSource(Output.Problem is null ? Farewell : TimeSpan.Zero);
        await process.WaitForExitAsync(patience.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        Kill();
        await watching;

        // What it left behind may still hold its standard error open.
        await closing.CancelAsync();
        await errorsEnded;
        closing.Dispose();
        gone.Dispose();
        process.Dispose();
    }

    /// <summary>Ends it at once; done when it is gone.</summary>
    public async Task KillAsync()
    {
        Kill();
        await watching;
    }

    private void Kill()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or NotSupportedException or AggregateException)
        {
            // It ended by itself.
        }
    }

    // Not by the process's own events: they gather a line in memory until it ends, and it may never.
    private static async Task ListenAsync(StreamReader errors, ErrorTail tail, CancellationToken cancellation)
    {
        var buffer = new char[BufferLength];
        var line = new StringBuilder();
        try
        {
            while (await errors.ReadAsync(buffer, cancellation) is > 0 and var count)
            {
                for (var at = 0; at < count; at++)
                {
                    if (buffer[at] is not ('\n' or '\r') && line.Length < LongestLine) line.Append(buffer[at]);
                    else
                    {
                        Tell();
                        if (buffer[at] is not ('\n' or '\r')) line.Append(buffer[at]);
                    }
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // It is being closed.
        }

        Tell();
        void Tell()
        {
            if (line.Length > 0) tail.Add(line.ToString());
            line.Clear();
        }
    }

    private async Task WatchAsync()
    {
        // Not WaitForExitAsync: that waits for the end of standard error without a bound, and a grandchild may hold it open.
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => exited.TrySetResult();
        if (process.HasExited) exited.TrySetResult();
        await Task.WhenAny(exited.Task, Output.Ended);

        // Who floods us won't stop by itself, and whoever waits for an answer would wait in vain.
        if (Output.Problem is not null) Kill();
        await exited.Task;
        ending = $"it ended with exit code {process.ExitCode}";
        await Task.WhenAny(Task.WhenAll(Output.Ended, errorsEnded), Task.Delay(LastOutput));
        await gone.CancelAsync();
    }
}
