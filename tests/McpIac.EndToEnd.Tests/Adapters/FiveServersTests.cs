using System.Diagnostics;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Adapters;

/// <summary>One program over five servers of five makers, none of which knows anything of infrastructure as code, and one of ours: one transaction.</summary>
public sealed class FiveServersTests
{
    [Fact]
    public async Task OneProgram_OverFiveMakersServers_IsOneTransaction()
    {
        var unique = $"t{Guid.NewGuid():N}"[..12];
        using var workspace = await SampleServers.WithAsync($$"""
            name: five
            resources:
              - { name: app, type: "pg:user", properties: { username: {{unique}}_app, login: true } }
              - { name: oid, type: "redis:key", properties: { key: "{{unique}}:oid", value: "${app.username} is ${app.oid}" } }
              - { name: backup, type: "git:remote", properties: { name: backup, url: "https://git.example.com/${app.username}.git" } }
              - { name: fact, type: "memory:entity", properties: { name: "${app.username}", entityType: user, observations: ["${oid.value}"] } }
              - { name: shelf, type: "dataset:project", properties: { name: "${fact.name}" } }
              - { name: page, type: "local:file", properties: { path: out/page.txt, content: "${fact.id}: ${backup.url} (${shelf.id})" } }
            outputs:
              all: "${page.path} ${oid.value}"
            """, "pg", "redis", "git", "memory");
        await File.AppendAllTextAsync(Path.Combine(workspace.Root, "mciacc.yaml"), UnseenServers.Settings("dataset", workspace.Root) + "\n", TestContext.Current.CancellationToken);
        (await workspace.RunAsync("provider", "add", "dataset")).Exits(0);
        using (var git = Process.Start(new ProcessStartInfo("git", ["init", "--quiet"]) { WorkingDirectory = workspace.Root })) git!.WaitForExit();

        Assert.Equal(["create app", "create backup", "create fact", "create oid", "create page", "create shelf"], (await workspace.RunAsync("apply", "--yes", "--json")).Exits(0).Plan.Acts.Order());
        Assert.Equal($"{unique}_app: https://git.example.com/{unique}_app.git ({unique}_app)", workspace.Read("out", "page.txt"));
        Assert.Matches($"^out/page.txt {unique}_app is [0-9]+\n$", (await workspace.RunAsync("output", "all")).Exits(0).Output);
        Assert.Empty((await workspace.RunAsync("apply", "--yes", "--json")).Exits(0).Plan.Acts);

        // The last step fails, in a server that has nothing to do with the others: what they did is taken back.
        workspace.EditDocument("git.example.com/$", "git.example.org/$");
        workspace.EditDocument("path: out/page.txt", "path: infra.yaml/page.txt");
        var failed = (await workspace.RunAsync("apply", "--yes", "--json")).Exits(3);
        Assert.Equal("rolledBack", $"{failed.Json["result"]!["outcome"]}");
        Assert.Contains($"https://git.example.com/{unique}_app.git", File.ReadAllText(Path.Combine(workspace.Root, ".git", "config")), StringComparison.Ordinal);

        workspace.EditDocument("path: infra.yaml/page.txt", "path: out/page.txt");
        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        Assert.Equal($"{unique}_app: https://git.example.org/{unique}_app.git ({unique}_app)", workspace.Read("out", "page.txt"));
        (await workspace.RunAsync("destroy", "--yes")).Exits(0);
        Assert.DoesNotContain(unique, File.ReadAllText(Path.Combine(workspace.Root, "memory.jsonl")), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(workspace.Root, "dataset-data"), $"{unique}*"));
        Assert.DoesNotContain("backup", File.ReadAllText(Path.Combine(workspace.Root, ".git", "config")), StringComparison.Ordinal);
    }
}
