using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using McpIac.Plans.Secrets;

namespace McpIac.Compiler.Processes;

/// <param name="Problem">Why it has no result: it couldn't be started, or never ended.</param>
internal sealed record ToolRun(int ExitCode, string Output, string Errors, string? Problem)
{
    public static ToolRun Failed(string problem) => new(-1, "", "", problem);
}

/// <summary>Runs a tool (<c>dotnet</c>) to its end or to a limit, with its output captured up to a bound.</summary>
internal static class ToolProcess
{
    private const int MaxOutput = 1024 * 1024;
    private static readonly TimeSpan PipePatience = TimeSpan.FromSeconds(5);

    public static ToolRun Run(string command, IReadOnlyList<string> arguments, string folder, TimeSpan limit, CancellationToken cancellation)
    {
        var info = new ProcessStartInfo(command)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments) info.ArgumentList.Add(argument);

        // Messages are parsed, so they must be in one language; servers that MSBuild leaves behind would hold the pipes open.
        OwnVariables.Hide(info.Environment);
        info.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        info.Environment["DOTNET_NOLOGO"] = "1";
        info.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        info.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = new Process { StartInfo = info };
        var (output, errors) = (new StringBuilder(), new StringBuilder());
        using var open = new CountdownEvent(2);
        process.OutputDataReceived += (_, line) => Append(output, line.Data, open);
        process.ErrorDataReceived += (_, line) => Append(errors, line.Data, open);
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            return ToolRun.Failed($"{command} can't be started: {exception.Message}");
        }

        return Finish(process, output, errors, open, command, limit, cancellation);
    }

    private static ToolRun Finish(Process process, StringBuilder output, StringBuilder errors, CountdownEvent open, string command, TimeSpan limit, CancellationToken cancellation)
    {
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var stop = cancellation.Register(() => Kill(process));
        if (!process.WaitForExit(limit))
        {
            Kill(process);
            return ToolRun.Failed($"{command} didn't end within {limit.TotalSeconds:0} s");
        }

        cancellation.ThrowIfCancellationRequested();

        // A wait with a limit doesn't wait for the pipes' ends, and the last lines are what matters; a process left behind may hold them open.
        open.Wait(PipePatience, CancellationToken.None);
        return new ToolRun(process.ExitCode, TextOf(output), TextOf(errors), null);
    }

    private static void Append(StringBuilder output, string? line, CountdownEvent open)
    {
        if (line is null)
        {
            Closed(open);
            return;
        }

        lock (output)
        {
            if (output.Length < MaxOutput) output.Append(line).Append('\n');
        }
    }

    private static void Closed(CountdownEvent open)
    {
        try
        {
            open.Signal();
        }
        catch (ObjectDisposedException)
        {
            // Nobody waits for it any more.
        }
    }

    private static string TextOf(StringBuilder output)
    {
        lock (output) return output.ToString();
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended by itself in between.
        }
    }
}
