using McpIac.Compiler.Caching;
using McpIac.Compiler.Programs;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Children;

/// <summary>Runs a compiled program and turns every way it can end into diagnostics.</summary>
/// <param name="lines">Makes the instrumented program and the files its notes number; null when there can be none.</param>
internal sealed class ProgramRunner(
    ProgramProcess process, string programPath, Scratch scratch, Func<(byte[]? Assembly, IReadOnlyList<string> Files)>? lines)
{
    private static readonly TimeSpan LineLimit = TimeSpan.FromSeconds(5);

    // A loaded machine may take long to start a process; only the program's own time is limited then.
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    /// <summary>What it declared and what it did wrong; the deployment is null when that is an error.</summary>
    public async Task<ChildResult> RunAsync(ChildTask task, CancellationToken cancellation)
    {
        var outcome = await process.RunAsync(task, cancellation);
        var result = outcome.Result;
        if (result.End == ProgramEnd.Lost)
        {
            var place = await LineAsync(task, cancellation) ?? new SourcePlace(programPath, 0);
            return new ChildResult(ProgramEnd.Failed, null, [WhyLost(outcome, place)]);
        }

        // The runtime doesn't show who called Exit, and an exception may have passed no line of the program's own.
        if (result.End == ProgramEnd.Failed && result.Diagnostics is [{ Place: null, Severity: Severity.Error } problem, ..] && problem.Id != "MCI1018")
            return result with { Diagnostics = [problem with { Place = await LineAsync(task, cancellation) ?? new SourcePlace(programPath, 0) }, .. result.Diagnostics.Skip(1)] };

        // What a subprocess or a native library printed came past the console's writer: nobody saw from which line.
        return outcome.RawOutput > 0 && result.Diagnostics.All(d => d.Id is not ("MCI1014" or "MCI1015"))
            ? result with { Diagnostics = [.. result.Diagnostics, ProgramProblems.Printed(new SourcePlace(programPath, 0))] }
            : result;
    }

    private Diagnostic WhyLost(ProcessOutcome outcome, SourcePlace place)
    {
        if (outcome.TimedOut) return ProgramProblems.TimedOut(process.TimeLimit, place);
        if (outcome.ErrorText.Contains("Out of memory", StringComparison.OrdinalIgnoreCase)) return ProgramProblems.OutOfMemory(place);
        if (outcome.ErrorText.Contains("Stack overflow", StringComparison.OrdinalIgnoreCase)) return ProgramProblems.Crashed("its stack overflowed", place);
        if (outcome.ErrorText.Contains("Process terminated", StringComparison.OrdinalIgnoreCase)) return ProgramProblems.Crashed("it failed fast", place);
        return ProgramProblems.Crashed($"it ended with code {outcome.ExitCode} before it had a result", place);
    }

    // A process that is gone can't say where it was, so it runs once more with a note of every line. Rare, and worth seconds then.
    private async Task<SourcePlace?> LineAsync(ChildTask task, CancellationToken cancellation)
    {
        if (lines?.Invoke() is not { Assembly: { } assembly, Files: var files }) return null;
        var again = task with { Assembly = scratch.FileOf("lines.dll"), ResultFile = scratch.FileOf("lines.json"), LinesFile = scratch.FileOf("lines.bin") };
        await File.WriteAllBytesAsync(again.Assembly, assembly, cancellation);
        LastLine.Create(again.LinesFile);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var run = (process with { TimeLimit = StartLimit + LineLimit }).RunAsync(again, enough.Token);
        while (!run.IsCompleted && LastLine.Read(again.LinesFile, files) is null) await Task.WhenAny(run, Task.Delay(Poll, cancellation));
        enough.CancelAfter(process.TimeLimit < LineLimit ? process.TimeLimit : LineLimit);
        try
        {
            await run;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // It ran long enough to be where it got stuck before.
        }

        return LastLine.Read(again.LinesFile, files);
    }
}
