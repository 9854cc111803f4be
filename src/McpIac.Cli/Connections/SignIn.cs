using System.ComponentModel;
using System.Diagnostics;
using McpIac.Cli.Rendering;
using McpIac.Cli.Sessions;
using McpIac.Engine.Authorization;

namespace McpIac.Cli.Connections;

/// <summary>Has a person sign in with a browser.</summary>
internal static class SignIn
{
    /// <summary>Shows the address, and opens it where there is something to open it with. Where nobody is there who could sign in, it throws.</summary>
    public static Func<Uri, CancellationToken, Task> By(Session? session) => (address, _) =>
    {
        if (session is null || session.Json || !session.Screen.CanAsk) throw new NobodyThereException();
        session.Screen.Note(new Line("Sign in with a browser: ", new Piece(address.AbsoluteUri, Ink.Strong)));
        Open(address);
        return Task.CompletedTask;
    };

    private static void Open(Uri address)
    {
        var isDesktop = !OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable("DISPLAY") is { Length: > 0 } || Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is { Length: > 0 };
        if (!isDesktop) return;
        try
        {
            // A list of words, no shell: the address is the authorization server's.
            using var opener = OperatingSystem.IsWindows() ? Process.Start(new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true })
                : Process.Start(new ProcessStartInfo(OperatingSystem.IsMacOS() ? "open" : "xdg-open", [address.AbsoluteUri]) { RedirectStandardOutput = true, RedirectStandardError = true });
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            // The address was shown.
        }
    }
}
