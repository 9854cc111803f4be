using System.Xml.Linq;
using McpIac.EndToEnd.Tests.Processes;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Providers;

/// <summary>Servers are checked against the provider standard, in processes of their own that are killed meanwhile.</summary>
public sealed class ProviderTestCommandTests
{
    private static readonly string[] Local = ["--", Tool.Executable, "provider", "serve", "local"];

    [Fact]
    public async Task Local_ReachesTheLevelThatItClaims_AlsoAcrossCrashes_AndLeavesNothing()
    {
        using var workspace = await Workspace.OfAsync("hello");
        var examples = Path.Combine(Repository.Root, "providers", "McpIac.Providers.Local", "conformance.yaml");
        var before = Entries(workspace).ToArray();
        var report = Path.Combine(workspace.Folder, "report.xml");
        var tested = (await workspace.RunAsync(["provider", "test", "--json", "--format", "junit", "--out", report, "--examples", examples, .. Local])).Exits(0).Json;

        Assert.Equal(("4", "4", "true"), ($"{tested["claimed"]}", $"{tested["level"]}", $"{tested["reached"]}"));
        Assert.Equal("untried", string.Join(", ", tested["types"]!.AsArray().Where(t => t!["level"] is null).Select(t => t!["untried"] is null ? "" : "untried")));
        Assert.All(tested["checks"]!.AsArray().Where(c => $"{c!["id"]}".StartsWith("crash.", StringComparison.Ordinal)), c => Assert.Equal("passed", $"{c!["outcome"]}"));
        Assert.Equal(6, XDocument.Load(report).Descendants("testsuite").Count());
        Assert.Equal(before, Entries(workspace));
    }

    [Fact]
    public async Task WhatCantBeChecked_IsSaid()
    {
        using var workspace = await Workspace.OfAsync("hello");
        Assert.Contains("MCI6101", (await workspace.RunAsync(["provider", "test", "--", Tool.Executable, "--version"])).Exits(1).Error, StringComparison.Ordinal);
        Assert.Contains("There is no check 'nonsense'", (await workspace.RunAsync(["provider", "test", "--only", "nonsense", .. Local])).Exits(2).Error, StringComparison.Ordinal);
        Assert.Contains("A server is started by a command or reached at a url.", (await workspace.RunAsync("provider", "test")).Exits(2).Error, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(workspace.Folder, "examples.yaml"), "local:nothing: { skip: no }\n", TestContext.Current.CancellationToken);
        Assert.Contains("MCI6401", (await workspace.RunAsync(["provider", "test", "--examples", "examples.yaml", .. Local])).Exits(1).Error, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Entries(Workspace workspace) =>
        Directory.GetFileSystemEntries(workspace.Folder).Where(f => Path.GetFileName(f) is not ("report.xml" or ".mciacc")).Order(StringComparer.Ordinal);
}
