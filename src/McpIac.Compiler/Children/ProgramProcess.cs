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
    private static readonly TimeSpan PipeGrace = TimeSpan.FromSeconds(2);

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

        var sent = ParameterStream.WriteAsync(process.StandardInput.BaseStream, task.Parameters);
        var output = new PipeDrain(process.StandardOutput.BaseStream);
        var errors = new PipeDrain(process.StandardError.BaseStream);
        var ended = await WaitAsync(process, cancellation);
        await Task.WhenAny(Task.WhenAll(sent, output.Finished, errors.Finished), Task.Delay(PipeGrace, CancellationToken.None));

        var result = Read(task.ResultFile);
        return new ProcessOutcome(result ?? new ChildResult(ProgramEnd.Lost, null, []))
        {
            TimedOut = !ended && result is null,
            ExitCode = ended ? process.ExitCode : 0,
            RawOutput = output.Count,
            ErrorText = errors.Head,
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
}
