using System.ComponentModel;
using System.Diagnostics;

namespace McpIac.Engine.Connections;

/// <summary>
/// A server's process and its three streams. It gets our environment, because that is where its credentials are (AWS_…, KUBECONFIG, proxies), and no shell
/// takes part. It and everything it started are gone after disposing.
/// </summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3), LastOutput = TimeSpan.FromSeconds(1);

    private readonly Process process;
    private readonly CancellationTokenSource gone = new();
    private readonly Task watching;
    private int disposed;

    private ServerProcess(Process process, ErrorTail tail)
    {
        this.process = process;
        Output = new LimitedLines(process.StandardOutput.BaseStream);
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } text) tail.Add(text);
        };
        process.BeginErrorReadLine();
        watching = WatchAsync();
    }

    public Stream Input => process.StandardInput.BaseStream;

    public LimitedLines Output { get; }

    /// <summary>Cancelled shortly after the process has ended, when what it had still written was read.</summary>
    public CancellationToken Gone => gone.Token;

    /// <summary>The process, or why it can't be started.</summary>
    public static (ServerProcess? Server, string? Problem) Start(IReadOnlyList<string> command, string? workingDirectory, ErrorTail tail)
    {
        var info = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, CreateNoWindow = true,
            WorkingDirectory = workingDirectory ?? "",
        };
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
    public string? Ailment => Output.Problem ?? (process.HasExited ? $"it ended with exit code {process.ExitCode}" : null);

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
        gone.Dispose();
        process.Dispose();
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

    private async Task WatchAsync()
    {
        // Not WaitForExitAsync: that waits for the end of standard error too, which a grandchild may hold open.
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => ended.TrySetResult();
        if (process.HasExited) ended.TrySetResult();
        await ended.Task;
        await Task.WhenAny(Output.Ended, Task.Delay(LastOutput));
        await gone.CancelAsync();
    }
}
