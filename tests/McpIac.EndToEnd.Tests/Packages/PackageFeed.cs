using System.Diagnostics;
using System.Reflection;
using McpIac.EndToEnd.Tests.Packages;
using McpIac.EndToEnd.Tests.Workspaces;

[assembly: AssemblyFixture(typeof(PackageFeed))]

namespace McpIac.EndToEnd.Tests.Packages;

/// <summary>The packages of this checkout in a folder that NuGet can restore from, with a cache of their own: made once, when a test first asks.</summary>
public sealed class PackageFeed : IDisposable
{
    private static readonly string Configuration = typeof(PackageFeed).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    private readonly string root = Directory.CreateTempSubdirectory("mciacc-packages-").FullName;
    private readonly Lazy<Task> packed;

    public PackageFeed() => packed = new Lazy<Task>(PackAsync);

    /// <summary>A new folder whose restores look into the feed first.</summary>
    internal async Task<string> FolderAsync(string name)
    {
        await packed.Value;
        return Directory.CreateDirectory(Path.Combine(root, $"{Guid.NewGuid():N}"[..8], name)).FullName;
    }

    /// <summary>Runs the SDK; its output, or a failure that shows it.</summary>
    internal async Task<string> DotnetAsync(string folder, params string[] arguments)
    {
        var (exitCode, output) = await TryDotnetAsync(folder, arguments);
        Assert.True(exitCode == 0, $"'dotnet {string.Join(' ', arguments)}' ended with {exitCode}:\n{output}");
        return output;
    }

    internal async Task<(int ExitCode, string Output)> TryDotnetAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_CLI_HOME"] = Path.Combine(root, "home"); // templates are installed there, not for whoever runs the tests
        start.Environment["DOTNET_NOLOGO"] = start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = start.Environment["DOTNET_ADD_GLOBAL_TOOLS_TO_PATH"] = "false";
        start.Environment.Remove("MSBUILDSDKSPATH"); // the test host's own
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(10));
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output + await error);
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private async Task PackAsync()
    {
        var feed = Directory.CreateDirectory(Path.Combine(root, "feed")).FullName;
        await File.WriteAllTextAsync(Path.Combine(root, "nuget.config"), $"""
            <configuration>
              <packageSources><add key="checkout" value="{feed}" /></packageSources>
              <config><add key="globalPackagesFolder" value="{Path.Combine(root, "cache")}" /></config>
              <fallbackPackageFolders><add key="usual" value="{UsualCache}" /></fallbackPackageFolders>
            </configuration>
            """);

        // What these tests were built with is packed as it is.
        string[] libraries = ["Schemas", "Dsl", "Sdk", "Providers", "Providers.AspNetCore", "Templates", "Cli", "Plans", "State", "Engine", "Compiler", "Conformance", "Testing"];
        foreach (var project in libraries.Select(l => $"src/McpIac.{l}").Concat(["analyzers/McpIac.Analyzers", "providers/McpIac.Providers.Twin"]))
        {
            await DotnetAsync(Repository.Root, "pack", project, "--no-build", "-c", Configuration, "-o", feed, "-v", "q", "--nologo");
        }

        await DotnetAsync(root, "new", "install", Directory.GetFiles(feed, "McpIac.Templates.*.nupkg").Single());
    }

    // Other packages needn't be fetched again.
    private static string UsualCache => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
