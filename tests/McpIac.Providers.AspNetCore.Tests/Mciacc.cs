using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace McpIac.Providers.AspNetCore.Tests;

/// <summary>The real <c>mciacc</c>, as it is built beside these tests.</summary>
internal static class Mciacc
{
    private static readonly string Base = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);

    public static string Repository { get; } = Path.GetFullPath(Path.Combine(Base, "..", "..", "..", "..", ".."));

    /// <summary>Its exit code, and all that it printed.</summary>
    public static async Task<(int Code, string Said)> RunAsync(string folder, (string Name, string Value) variable, params string[] arguments)
    {
        var built = Path.GetRelativePath(Path.Combine(Repository, "tests", "McpIac.Providers.AspNetCore.Tests"), Base);
        var start = new ProcessStartInfo(Path.Combine(Repository, "src", "McpIac.Cli", built, OperatingSystem.IsWindows() ? "mciacc.exe" : "mciacc"), arguments)
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        start.Environment[variable.Name] = variable.Value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }

    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
