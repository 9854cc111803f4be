using System.Diagnostics;
using System.Globalization;

namespace McpIac.Benchmarks.Processes;

/// <summary>Runs a command to its end, its output thrown away. CPU time is its own and its children's (Linux), memory its own.</summary>
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
        var spent = ChildrensCpu();
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
        return new Measurement(clock.Elapsed.TotalSeconds, ChildrensCpu() - spent, peak / 1048576.0, process.ExitCode);
    }

    // Seconds that ended children of this process have used, with those of theirs that they waited for.
    private static double ChildrensCpu()
    {
        var stat = File.ReadAllText("/proc/self/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        const double ticksPerSecond = 100;
        return (long.Parse(fields[13], CultureInfo.InvariantCulture) + long.Parse(fields[14], CultureInfo.InvariantCulture)) / ticksPerSecond;
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
