using System.ComponentModel;
using System.Diagnostics;
using McpIac.Compiler.Programs;
using McpIac.Schemas.Data;

namespace McpIac.Compiler.Children;

/// <summary>Starts a program's process, bounds it in time, memory and output, and reads what it hands over.</summary>
/// <param name="Command">The argument list that starts it; <c>__run-script …</c> is appended.</param>
/// <param name="Folder">Its working directory.</param>
internal sealed record ProgramProcess(IReadOnlyList<string> Command, string Folder, TimeSpan TimeLimit)
{
    /// <summary>2 GiB of managed heap: hundreds of times what a large deployment needs; a program that fills memory fails before the machine does.</summary>
    private const string HeapLimit = "0x80000000";

    // A grandchild the program left running may hold the pipes open for ever; what is unread then is not worth waiting for.
    private static readonly TimeSpan PipeGrace = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs to the end, or to the limit: then the whole process tree is killed.</summary>
    public async Task<ProcessOutcome> RunAsync(ChildTask task, CancellationToken cancellation)
    {
        using var process = new Process { StartInfo = StartInfo(task) };
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            return new ProcessOutcome(new ChildResult(ProgramEnd.Failed, null, [ProgramProblems.NotStarted(Command[0], exception.Message)]));
        }

        process.StandardInput.Close();
        var output = DrainAsync(process.StandardOutput.BaseStream);
        var errors = HeadAsync(process.StandardError);
        var ended = await WaitAsync(process, cancellation);
        await Task.WhenAny(Task.WhenAll(output, errors), Task.Delay(PipeGrace, CancellationToken.None));

        var result = Read(task.ResultFile);
        return new ProcessOutcome(result ?? new ChildResult(ProgramEnd.Lost, null, []))
        {
            TimedOut = !ended && result is null,
            ExitCode = ended ? process.ExitCode : 0,
            RawOutput = output.IsCompletedSuccessfully ? output.Result : 0,
            ErrorText = errors.IsCompletedSuccessfully ? errors.Result : "",
        };
    }

    private ProcessStartInfo StartInfo(ChildTask task)
    {
        var info = new ProcessStartInfo(Command[0])
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in Command.Skip(1).Append("__run-script").Concat(task.ToArguments())) info.ArgumentList.Add(argument);
        ChildEnvironment.Apply(info.Environment);
        info.Environment.TryAdd("DOTNET_GCHeapHardLimit", HeapLimit);
        info.Environment.TryAdd("DOTNET_gcConcurrent", "0");
        info.Environment.TryAdd("DOTNET_TieredPGO", "0");
        return info;
    }

    /// <returns>False when the limit came first.</returns>
    private async Task<bool> WaitAsync(Process process, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeLimit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellation.ThrowIfCancellationRequested();
            return false;
        }
    }

    private static ChildResult? Read(string resultFile)
    {
        if (!File.Exists(resultFile)) return null;
        return ChildResult.FromDatum(DatumReader.Read(File.ReadAllText(resultFile)).Value);
    }

    // Output past the console's writer (a subprocess's, a native library's) is read, so that the program isn't stopped by a full pipe, and dropped.
    private static async Task<long> DrainAsync(Stream stream)
    {
        var buffer = new byte[64 * 1024];
        long total = 0;
        for (int read; (read = await stream.ReadAsync(buffer)) > 0;) total += read;
        return total;
    }

    private static async Task<string> HeadAsync(StreamReader reader)
    {
        var buffer = new char[4096];
        var kept = "";
        for (int read; (read = await reader.ReadAsync(buffer)) > 0;)
        {
            if (kept.Length < buffer.Length) kept += new string(buffer, 0, read);
        }

        return kept;
    }
}
