using System.Diagnostics;
using System.Globalization;

namespace McpIac.EndToEnd.Tests.Failures;

/// <summary>A folder that is a disk of its own, and a small one. Where that can't be had the test is skipped.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string folder;

    public SmallDisk(string folder, int kilobytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Needs the right to mount a disk.");
        this.folder = Directory.CreateDirectory(folder).FullName;
        Assert.SkipUnless(Mount(kilobytes, "size={0}k"), "Needs the right to mount a disk.");
    }

    /// <summary>As if something else had been deleted from it.</summary>
    public void MakeRoom() => Assert.True(Mount(64 * 1024, "remount,size={0}k"));

    public void Dispose() => Run("umount", folder);

    private bool Mount(int kilobytes, string options) => Run("mount", "-t", "tmpfs", "-o", string.Format(CultureInfo.InvariantCulture, options, kilobytes), "tmpfs", folder);

    private static bool Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
