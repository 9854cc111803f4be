using System.Diagnostics;

namespace McpIac.EndToEnd.Tests.Processes;

/// <summary>A <c>mciacc</c> that is running. Disposing it ends it and all that it started.</summary>
internal sealed class ToolRun : IDisposable
{
    private readonly Process process;
    private readonly string command;
    private readonly TimeSpan patience;
    private readonly Task<string> output, error;

    public ToolRun(Process process, string command, TimeSpan patience)
    {
        (this.process, this.command, this.patience) = (process, command, patience);
        process.StandardInput.Close();
        (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

    public bool HasExited => process.HasExited;

    public async Task<ToolResult> EndAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(patience);
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
            throw new TimeoutException($"'mciacc {command}' didn't end within {patience}. It said: {await output}{await error}");
        }
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
