using System.Diagnostics;
using System.Security.Cryptography;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Adapters;

/// <summary>
/// Third-party MCP servers from npm, as <c>npm/package-lock.json</c> pins them, installed once into a folder of temporary files. Without npm tests that need them are skipped,
/// but on CI they fail.
/// </summary>
internal static class PlainServers
{
    private static readonly Lazy<string?> Installed = new(Install);

    /// <summary>The words that start a server by a script of its package.</summary>
    public static string[] Command(string script, params string[] arguments)
    {
        if (Installed.Value is null && Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail("npm can't install the servers.");
        Assert.SkipWhen(Installed.Value is null, "Needs Node.js with npm, and its registry.");
        return ["node", Path.Combine(Installed.Value!, "node_modules", script), .. arguments];
    }

    private static string? Install()
    {
        var pinned = Path.Combine(Repository.Root, "tests", "McpIac.EndToEnd.Tests", "Adapters", "npm");
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(pinned, "package-lock.json"))))[..12];
        var folder = Path.Combine(Path.GetTempPath(), $"mciacc-plain-servers-{Environment.UserName}-{hash}");
        if (Directory.Exists(folder)) return folder;

        // Aside, and then under its name: another run never sees half of it.
        var aside = Directory.CreateTempSubdirectory("mciacc-npm-").FullName;
        foreach (var name in new[] { "package.json", "package-lock.json" }) File.Copy(Path.Combine(pinned, name), Path.Combine(aside, name));
        if (!Npm(aside)) return null;
        try
        {
            Directory.Move(aside, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(aside, recursive: true);
        }

        return folder;
    }

    private static bool Npm(string folder)
    {
        try
        {
            string[] arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
            using var npm = Process.Start(new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true });
            if (npm is null) return false;
            var said = Task.WhenAll(npm.StandardOutput.ReadToEndAsync(), npm.StandardError.ReadToEndAsync());
            npm.WaitForExit();
            return said.Wait(TimeSpan.FromMinutes(1)) && npm.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
