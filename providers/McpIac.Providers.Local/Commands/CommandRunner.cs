using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using McpIac.Providers.Handlers;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Local.Commands;

/// <summary>Runs a program from an argument list, never through a shell.</summary>
internal static class CommandRunner
{
    /// <summary>No program ends with it.</summary>
    public const int TimedOut = -1;

    private const int MostOutput = 1024 * 1024, MostErrors = 16 * 1024;

    // A program may leave children behind that keep its output open; what they write later isn't waited for.
    private static readonly TimeSpan OutputGrace = TimeSpan.FromSeconds(2);

    // What programs need to find others, their configuration and a place for temporary files. The rest of our environment may hold secrets.
    private static readonly string[] PassedOn =
    [
        "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "TEMP", "TMP", "TERM", "XDG_RUNTIME_DIR",
        "SystemRoot", "SystemDrive", "ComSpec", "PATHEXT", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "ProgramFiles", "ProgramData",
    ];

    /// <returns>With <see cref="TimedOut"/> as its exit code when it was stopped at the time limit, with its children.</returns>
    /// <exception cref="ProviderException"><c>invalid</c>: it can't be started.</exception>
    public static async Task<CommandResult> RunAsync(CommandLine command, CancellationToken cancellation)
    {
        using var process = new Process { StartInfo = StartInfo(command) };
        Start(process, command);
        process.StandardInput.Close();
        var output = new BoundedText(MostOutput, keepEnd: false);
        var errors = new BoundedText(MostErrors, keepEnd: true);
        var reading = Task.WhenAll(output.ReadAsync(process.StandardOutput), errors.ReadAsync(process.StandardError));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(command.Timeout);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            Kill(process);
            cancellation.ThrowIfCancellationRequested();
            return new CommandResult(TimedOut, output.ToString(), errors.ToString(), output.IsCut);
        }

        await Task.WhenAny(reading, Task.Delay(OutputGrace, cancellation));
        return new CommandResult(process.ExitCode, output.ToString(), errors.ToString(), output.IsCut);
    }

    /// <summary>The end of what it wrote to standard error, to follow a sentence.</summary>
    public static string Tail(string errors)
    {
        var lines = errors.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return lines.Length == 0 ? "" : ": " + string.Join(" | ", lines.TakeLast(5));
    }

    private static ProcessStartInfo StartInfo(CommandLine command)
    {
        var info = new ProcessStartInfo
        {
            FileName = command.Arguments[0],
            WorkingDirectory = command.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            StandardOutputEncoding = new UTF8Encoding(false),
            StandardErrorEncoding = new UTF8Encoding(false),
        };
        if (IsRelativePath(info.FileName)) info.FileName = Path.GetFullPath(info.FileName, command.WorkingDirectory);
        foreach (var argument in command.Arguments.Skip(1)) info.ArgumentList.Add(argument);
        info.Environment.Clear();
        foreach (var name in PassedOn)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value) info.Environment[name] = value;
        }

        foreach (var (name, value) in command.Environment) info.Environment[name] = value;
        return info;
    }

    // A bare name is looked up on the PATH; ./tool is one in the working directory, wherever we run.
    private static bool IsRelativePath(string program) => program.IndexOfAny(['/', '\\']) >= 0 && !Path.IsPathRooted(program);

    private static void Start(Process process, CommandLine command)
    {
        try
        {
            process.Start();
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or IOException)
        {
            throw new ProviderException(ErrorCodes.Invalid, $"{command.Arguments[0]} can't be started in {command.WorkingDirectory}: {e.Message}");
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended just now, or a child of another user can't be ended; there is nothing more to be done.
        }
    }
}
