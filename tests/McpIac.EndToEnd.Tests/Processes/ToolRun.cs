using System.Diagnostics;

namespace McpIac.EndToEnd.Tests.Processes;

/// <summary>A <c>mciacc</c> that is running. Disposing it ends it and all that it started.</summary>
internal sealed class ToolRun : IDisposable
{
    // Far more than any command needs: reaching it is a hang, not slowness.
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(4);

    private readonly Process process;
    private readonly string command;
    private readonly Task<string> output, error;

    /// <param name="input">What stands on its standard input.</param>
    public ToolRun(Process process, string command, string input = "")
    {
        (this.process, this.command) = (process, command);
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

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

    public void Dispose()
    {
        if (!process.HasExited) Kill();
        process.Dispose();
    }
}
