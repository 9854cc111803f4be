using System.ComponentModel;
using System.Diagnostics;
using McpIac.Compiler.Settings;
using McpIac.Plans.Secrets;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Cli.Secrets;

/// <summary>Reads a secret from where <c>mciacc.yaml</c> says. A line end at its end doesn't belong to it.</summary>
internal static class SecretSource
{
    private const int MostCharacters = 1024 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static string Describe(SecretSetting source) =>
        source.Variable is { } variable ? $"the environment variable {variable}" : source.File is { } file ? $"the file {file}" : source.Store is { } store ? $"{store.Tool} of {store.Provider}" : $"the command {source.Command?[0]}";

    /// <param name="folder">Where relative paths begin and the command runs.</param>
    public static async Task<(string? Value, Diagnostic? Problem)> ReadAsync(string name, SecretSetting source, string folder, CancellationToken cancellation)
    {
        var (value, why) = source switch
        {
            { Variable: { } variable } => (Environment.GetEnvironmentVariable(variable), $"the environment variable {variable} isn't set"),
            { File: { } file } => OfFile(Path.GetFullPath(file, folder), file),
            _ => await OfCommandAsync(source.Command ?? [], folder, cancellation),
        };
        return value is { Length: > 0 } ? (Trimmed(value), null) : (null, SecretProblems.NoValue(name, value is null ? why : $"{Describe(source)} is empty"));
    }

    /// <summary>Without the line end that editors and <c>echo</c> put behind a text.</summary>
    public static string Trimmed(string text) => text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;

    private static (string? Value, string Why) OfFile(string path, string shown)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: <= MostCharacters } ? (File.ReadAllText(path), "") : (null, $"the file {shown} doesn't exist or has more than 1 MiB");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, $"the file {shown} can't be read");
        }
    }

    // What it writes to its standard error goes to ours: a tool that asks for a fingerprint says so there.
    private static async Task<(string? Value, string Why)> OfCommandAsync(IReadOnlyList<string> command, string folder, CancellationToken cancellation)
    {
        var info = new ProcessStartInfo(command[0], command.Skip(1)) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardInput = true, UseShellExecute = false };
        OwnVariables.Hide(info.Environment);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        try
        {
            using var process = Process.Start(info);
            if (process is null) return (null, $"{command[0]} can't be started");
            process.StandardInput.Close();
            try
            {
                var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
                await process.WaitForExitAsync(limit.Token);
                return process.ExitCode == 0 ? (output, "") : (null, $"{command[0]} ended with code {process.ExitCode}");
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                process.Kill(entireProcessTree: true);
                return (null, $"{command[0]} didn't end within {Limit.TotalSeconds:0} s");
            }
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or IOException)
        {
            return (null, $"{command[0]} can't be started");
        }
    }
}
