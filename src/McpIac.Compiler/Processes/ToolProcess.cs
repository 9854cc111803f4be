using System.ComponentModel;
using System.Diagnostics;
using System.Text;

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
        info.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        info.Environment["DOTNET_NOLOGO"] = "1";
        info.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        info.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = new Process { StartInfo = info };
        var (output, errors) = (new StringBuilder(), new StringBuilder());
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(errors, line.Data);
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            return ToolRun.Failed($"{command} can't be started: {exception.Message}");
        }

        return Finish(process, output, errors, command, limit, cancellation);
    }

    private static ToolRun Finish(Process process, StringBuilder output, StringBuilder errors, string command, TimeSpan limit, CancellationToken cancellation)
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
        process.WaitForExit(TimeSpan.FromSeconds(1)); // lets the last lines arrive
        return new ToolRun(process.ExitCode, TextOf(output), TextOf(errors), null);
    }

    private static void Append(StringBuilder output, string? line)
    {
        lock (output)
        {
            if (line is not null && output.Length < MaxOutput) output.Append(line).Append('\n');
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
