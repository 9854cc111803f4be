using System.Diagnostics;
using System.Text;

namespace McpIac.EndToEnd.Tests.Processes;

/// <summary>A <c>mciacc</c> that is running. Disposing it ends it and all that it started.</summary>
internal sealed class ToolRun : IDisposable
{
    // Far more than any command needs: reaching it is a hang, not slowness.
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(4);

    private readonly Process process;
    private readonly string command;
    private readonly StringBuilder said = new();
    private readonly Task<string> output, error;

    /// <param name="input">What stands on its standard input.</param>
    public ToolRun(Process process, string command, string input = "")
    {
        (this.process, this.command) = (process, command);
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        (output, error) = (process.StandardOutput.ReadToEndAsync(), ListenAsync(process.StandardError));
    }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    public async Task<ToolResult> EndAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            var result = new ToolResult(command, process.ExitCode, (await output).ReplaceLineEndings("\n"), (await error).ReplaceLineEndings("\n"));
            Assert.DoesNotContain($"{result.Output}\n{result.Error}".Split('\n'), l => l.StartsWith("   at ", StringComparison.Ordinal));
            return result;
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            Kill();
            throw new TimeoutException($"'mciacc {command}' didn't end within {Patience}. It said: {await output}{await error}");
        }
    }

    /// <summary>Waits until it has said something on its standard error; fails when it ends before.</summary>
    public async Task SaysAsync(string text)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        while (!Said().Contains(text, StringComparison.Ordinal))
        {
            Assert.False(error.IsCompleted, $"mciacc ended without saying: {text}");
            await Task.Delay(10, limit.Token);
        }
    }

    /// <summary>As <c>kill</c> does, and Ctrl-C: mciacc may still finish what it is doing.</summary>
    public void Interrupt()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>As <c>kill -9</c> does: no handler runs, nothing is flushed.</summary>
    public void Kill(bool andWhatItStarted = true)
    {
        process.Kill(andWhatItStarted);
        process.WaitForExit();
    }

    private string Said()
    {
        lock (said) return said.ToString();
    }

    private async Task<string> ListenAsync(StreamReader reader)
    {
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer) is > 0 and var count)
        {
            lock (said) said.Append(buffer, 0, count);
        }

        return Said();
    }

    public void Dispose()
    {
        if (!process.HasExited) Kill();
        process.Dispose();
    }
}
