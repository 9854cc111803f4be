using System.Diagnostics;

namespace McpIac.Benchmarks.Processes;

/// <summary>Runs a command to its end, its output thrown away. CPU time and memory are the process's own, not its children's.</summary>
internal static class ProcessTimer
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);

    public static Measurement Run(IReadOnlyList<string> command, string workingDirectory)
    {
        var info = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = workingDirectory, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        info.Environment["NO_COLOR"] = "1";
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(info) ?? throw new InvalidOperationException($"{command[0]} can't be started");
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var peak = 0L;
        while (!process.WaitForExit(Poll))
        {
            process.Refresh();
            peak = Math.Max(peak, PeakOf(process));
        }

        process.WaitForExit();
        return new Measurement(clock.Elapsed.TotalSeconds, process.TotalProcessorTime.TotalSeconds, peak / 1048576.0, process.ExitCode);
    }

    // The high-water mark, so that seldom looks are enough; a process that has just ended has none.
    private static long PeakOf(Process process)
    {
        try
        {
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }
}
