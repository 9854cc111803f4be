using System.Diagnostics;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Adapters;

/// <summary>Servers of several makers by their mappings, each with its sample.</summary>
public sealed class MappedServerTests
{
    [Fact]
    public async Task AGraph_WhoseRelationWentAlong_IsSeenAndMended()
    {
        using var workspace = await SampleServers.WithAsync(null, "memory");
        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        workspace.EditDocument("writes programs", "writes notes");

        // The server deletes an entity's relations with it: nobody asked for that, and the next plan sees it.
        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        Assert.Equal(["create father"], (await workspace.RunAsync("apply", "--yes", "--json")).Exits(0).Plan.Acts);
        Assert.Empty((await workspace.RunAsync("apply", "--yes", "--json")).Exits(0).Plan.Acts);
    }

    [Fact]
    public async Task ADataSourceAndAnAction_AreAskedAndRun_AndWorkWithATwin()
    {
        using var workspace = await SampleServers.WithAsync("""
            name: tea
            resources:
              - { name: alice, type: "memory:entity", properties: { name: alice, entityType: person, observations: [likes tea] } }
              - { name: more, type: "memory:actions:add_observations", properties: { observations: [{ entityName: "${alice.name}", contents: [likes cake] }] } }
              - { name: found, type: "memory:data:search_nodes", properties: { query: tea }, dependsOn: [alice, more] }
            outputs:
              found: '${[for e in found.entities : join(e.observations, " and ")][0]}'
            """, "memory");
        (await workspace.RunAsync("apply", "--yes", "--twin")).Exits(0);
        Assert.Equal(["create alice", "create more", "read found"], (await workspace.RunAsync("apply", "--yes", "--json")).Exits(0).Plan.Acts.Order());
        Assert.Equal("likes tea and likes cake\n", (await workspace.RunAsync("output", "found")).Exits(0).Output);
    }

    [Fact]
    public async Task KeysOfRedis_AreMade_Changed_PutBack_AndDestroyed()
    {
        var unique = $"t{Guid.NewGuid():N}";
        using var workspace = await SampleServers.WithAsync(Repository.Read("samples/adapters/redis/infra.yaml").Replace("shop:", $"{unique}:", StringComparison.Ordinal), "redis");
        Assert.Equal(["create host", "create address"], (await workspace.RunAsync("apply", "--yes", "--json")).Exits(0).Plan.Acts);
        Assert.Equal("https://shop.example.com/\n", (await workspace.RunAsync("output", "address")).Exits(0).Output);
        Assert.Empty((await workspace.RunAsync("apply", "--yes", "--json")).Exits(0).Plan.Acts);
        workspace.EditDocument("value: shop.example.com", "value: not found");
        Assert.Equal(["update host", "update address"], (await workspace.RunAsync("apply", "--yes", "--json")).Exits(0).Plan.Acts);
        Assert.Empty((await workspace.RunAsync("apply", "--yes", "--json")).Exits(0).Plan.Acts);
        (await workspace.RunAsync("destroy", "--yes")).Exits(0);
    }

    [Fact]
    public async Task AUserATableAndItsComment_AreMade_Changed_AndDestroyed()
    {
        var unique = $"t{Guid.NewGuid():N}"[..12];
        using var workspace = await SampleServers.WithAsync(Repository.Read("samples/adapters/pg/infra.yaml").Replace("shop_", $"{unique}_", StringComparison.Ordinal), "pg");
        string[] password = ["--set", "password=hunter2-hunter2"];
        Assert.Equal(["create app", "create orders", "create about-orders"], (await workspace.RunAsync(["apply", "--yes", "--json", .. password])).Exits(0).Plan.Acts);
        Assert.StartsWith($"{unique}_app has the oid ", (await workspace.RunAsync("output", "user")).Exits(0).Output, StringComparison.Ordinal);
        Assert.Empty((await workspace.RunAsync(["apply", "--yes", "--json", .. password])).Exits(0).Plan.Acts);

        workspace.EditDocument("connectionLimit: 20", "connectionLimit: 30");
        Assert.Equal(["update app"], (await workspace.RunAsync(["apply", "--yes", "--json", .. password])).Exits(0).Plan.Acts);
        Assert.Equal(["replace app"], (await workspace.RunAsync("plan", "--json", "--set", "password=another-password")).Exits(0).Plan.Acts);

        var kept = string.Join('\n', Directory.EnumerateFiles(workspace.PathOf(".mciacc"), "*", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.DoesNotContain("hunter2", kept, StringComparison.Ordinal);
        (await workspace.RunAsync("destroy", "--yes")).Exits(0);
    }

    [Fact]
    public async Task AVolumeOfDocker_IsMade_SeenWhenItIsGone_AndDestroyed()
    {
        var unique = $"t{Guid.NewGuid():N}"[..12];
        using var workspace = await SampleServers.WithAsync(Repository.Read("samples/adapters/containers/infra.yaml").Replace("shop-data", unique, StringComparison.Ordinal), "containers");
        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        Assert.Contains($"/{unique}/", (await workspace.RunAsync("output", "mountpoint")).Exits(0).Output, StringComparison.Ordinal);
        Assert.Empty((await workspace.RunAsync("apply", "--yes", "--json")).Exits(0).Plan.Acts);
        (await workspace.RunAsync("destroy", "--yes")).Exits(0);
        Assert.Equal(["create data"], (await workspace.RunAsync("plan", "--json")).Exits(0).Plan.Acts);
    }

    [Fact]
    public async Task ARemoteOfGit_IsMade_Changed_AndDestroyed()
    {
        using var workspace = await SampleServers.WithAsync(null, "git");
        Git(workspace, "init", "--quiet");
        Assert.Equal(["create backup"], (await workspace.RunAsync("apply", "--yes", "--json")).Exits(0).Plan.Acts);
        workspace.EditDocument("/backup.git", "/copy.git");
        Assert.Equal(["update backup"], (await workspace.RunAsync("apply", "--yes", "--json")).Exits(0).Plan.Acts);
        Assert.Empty((await workspace.RunAsync("apply", "--yes", "--json")).Exits(0).Plan.Acts);
        Git(workspace, "remote", "remove", "backup");
        Assert.Equal(["create backup"], (await workspace.RunAsync("apply", "--yes", "--json")).Exits(0).Plan.Acts);
        (await workspace.RunAsync("destroy", "--yes")).Exits(0);
    }

    // Servers run where mciacc.yaml lies.
    private static void Git(Workspace workspace, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = workspace.Root });
        git!.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
