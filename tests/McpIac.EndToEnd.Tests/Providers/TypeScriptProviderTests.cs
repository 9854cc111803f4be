using System.ComponentModel;
using System.Diagnostics;
using McpIac.EndToEnd.Tests.Processes;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Providers;

/// <summary>The sample provider in another language, installed as a user does, reaches the level that it claims, and its objects are managed.</summary>
public sealed class TypeScriptProviderTests
{
    [Fact]
    public async Task SampleInTypeScript_ReachesTheLevelThatItClaims_AndIsManaged()
    {
        Assert.SkipUnless(await HasNpmAsync(), "npm isn't on this machine, so the sample provider in TypeScript wasn't tried.");
        using var workspace = await Workspace.WithAsync("""
            var book = new Shelf.Book("first") { Title = "Flatland", Year = 1884 };
            Output("spine", book.Spine);
            """);
        var sample = Path.Combine(workspace.Root, "shelf");
        Directory.CreateDirectory(sample);
        foreach (var file in (string[])["package.json", "package-lock.json", "tsconfig.json", "server.ts"]) File.Copy(Path.Combine(Repository.Root, "samples", "provider-typescript", file), Path.Combine(sample, file));
        await NpmAsync(sample, "ci", "--no-audit", "--no-fund");
        await NpmAsync(sample, "run", "build");
        string[] server = ["node", Path.Combine(sample, "dist", "server.js")];

        var tested = (await workspace.RunAsync(["provider", "test", "--json", "--", .. server, workspace.PathOf("tested.json")])).Exits(0).Json;
        Assert.Equal(("2", "2"), ($"{tested["claimed"]}", $"{tested["level"]}"));
        Assert.Contains(tested["checks"]!.AsArray(), c => $"{c!["id"]}" == "crash.interrupted" && $"{c["outcome"]}" == "passed");

        (await workspace.RunAsync(["provider", "add", "shelf", "--", .. server, workspace.PathOf("shelf.json")])).Exits(0);
        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        Assert.Contains("Flatland", File.ReadAllText(workspace.PathOf("shelf.json")), StringComparison.Ordinal);
        Assert.Contains("No changes", (await workspace.RunAsync("apply", "--yes")).Exits(0).Output, StringComparison.Ordinal);
        (await workspace.RunAsync("destroy", "--yes")).Exits(0);
    }

    [Fact]
    public void Sample_IsShort_AndItsLockNamesNoRegistry()
    {
        Assert.InRange(Repository.Read("samples/provider-typescript/server.ts").TrimEnd().Split('\n').Length, 1, 200);
        Assert.DoesNotContain("\"resolved\"", Repository.Read("samples/provider-typescript/package-lock.json"), StringComparison.Ordinal);
    }

    private static async Task<bool> HasNpmAsync()
    {
        try
        {
            return (await RunAsync(Path.GetTempPath(), "--version")).ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static async Task NpmAsync(string folder, params string[] arguments)
    {
        var (exitCode, output) = await RunAsync(folder, arguments);
        Assert.True(exitCode == 0, output);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }
}
