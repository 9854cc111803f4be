using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace McpIac.EndToEnd.Tests.Processes;

/// <summary>Starts the real <c>mciacc</c> that was built beside these tests.</summary>
internal static class Tool
{
    public static string Executable { get; } = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "mciacc.exe" : "mciacc");

    /// <summary>Runs to the end. No run ever shows a stack trace, whatever a test is about.</summary>
    public static async Task<ToolResult> RunAsync(string folder, IReadOnlyList<string> arguments, params IReadOnlyList<(string Name, string? Value)> environment)
    {
        using var run = Start(folder, arguments, environment);
        return await run.EndAsync();
    }

    /// <summary>The same with a text on its standard input.</summary>
    public static async Task<ToolResult> TellAsync(string folder, string input, IReadOnlyList<string> arguments, params IReadOnlyList<(string Name, string? Value)> environment)
    {
        using var run = Start(Executable, folder, arguments, environment, input);
        return await run.EndAsync();
    }

    /// <summary>The same with another <c>mciacc</c> than the one beside the tests, or with what starts it.</summary>
    public static async Task<ToolResult> RunAsync(string executable, string folder, IReadOnlyList<string> arguments, params IReadOnlyList<(string Name, string? Value)> environment)
    {
        using var run = Start(executable, folder, arguments, environment);
        return await run.EndAsync();
    }

    public static ToolRun Start(string folder, IReadOnlyList<string> arguments, params IReadOnlyList<(string Name, string? Value)> environment) =>
        Start(Executable, folder, arguments, environment);

    private static ToolRun Start(string executable, string folder, IReadOnlyList<string> arguments, IReadOnlyList<(string Name, string? Value)> environment, string input = "")
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var start = new ProcessStartInfo(executable, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            StandardOutputEncoding = utf8, StandardErrorEncoding = utf8,
        };

        Tidy(start.Environment);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new ToolRun(Process.Start(start) ?? throw new InvalidOperationException("mciacc can't be started"), string.Join(' ', arguments), input);
    }

    /// <summary>What the shell of whoever runs the tests has set must not matter.</summary>
    public static void Tidy(IDictionary<string, string?> environment)
    {
        foreach (var name in environment.Keys.Where(n => n is "NO_COLOR" || n.StartsWith("MCIACC_", StringComparison.Ordinal)).ToArray()) environment.Remove(name);
        environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        environment["TERM"] = "xterm-256color";
    }
}
