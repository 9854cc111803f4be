using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Externals;

/// <summary>Files that a program consumes, and outputs of other deployments.</summary>
public sealed class ExternalTests
{
    [Fact]
    public async Task AFile_IsDeployed_AndAChangeOfItIsAChangeOfWhatUsesIt_InBothLanguages()
    {
        using var workspace = await Workspace.WithAsync("""
            new Local.File("config") { Path = "out/config", Content = Asset("app.conf") };
            new Local.File("hash") { Path = "out/hash", Content = Archive("site").Sha256 };
            """);
        await File.WriteAllTextAsync(workspace.PathOf("infra.yaml"), """
            resources:
              - { type: local:file, name: config, properties: { path: out/config, content: '${asset("app.conf")}' } }
              - { type: local:file, name: hash, properties: { path: out/hash, content: '${archive("site").sha256}' } }
            """, TestContext.Current.CancellationToken);
        var missing = (await workspace.RunAsync("build", "--json")).Exits(1).Diagnostics;
        Assert.Equal([("MCI1275", 1), ("MCI1275", 2)], missing.Select(d => (d.Id, d.Line)));

        await File.WriteAllTextAsync(workspace.PathOf("app.conf"), "a = 1\n", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(workspace.PathOf("site"));
        await File.WriteAllTextAsync(workspace.PathOf("site", "index.html"), "<p>", TestContext.Current.CancellationToken);
        foreach (var program in new[] { "infra.csx", "infra.yaml" }) (await workspace.RunAsync("build", program, "--emit", workspace.PathOf(program + ".json"))).Exits(0);
        Assert.Equal(workspace.Read("infra.csx.json"), workspace.Read("infra.yaml.json"));
        Assert.Contains("\"$external\"", workspace.Read("infra.csx.json"), StringComparison.Ordinal);

        (await workspace.RunAsync("apply")).Exits(0);
        Assert.Equal("a = 1\n", workspace.Read("out", "config"));
        Assert.Matches("^[0-9a-f]{64}$", workspace.Read("out", "hash"));
        await File.WriteAllTextAsync(workspace.PathOf("app.conf"), "a = 2\n", TestContext.Current.CancellationToken);
        Assert.Equal(["update config"], (await workspace.RunAsync("plan", "infra.yaml", "--json")).Exits(0).Plan.Acts);
        (await workspace.RunAsync("apply")).Exits(0);
        Assert.Equal("a = 2\n", workspace.Read("out", "config"));
    }

    [Fact]
    public async Task Outputs_OfAnotherDeployment_AreUsed_OfTheSameEnvironment()
    {
        using var workspace = await Workspace.WithAsync("""
            var network = DeploymentReference("network");
            new Local.File("page") { Path = "out/page", Content = $"{network.Output<string>("vpcId")} {network["hosts"][1]}" };
            """);
        var network = Directory.CreateDirectory(Path.Combine(workspace.Root, "net")).FullName;
        await File.WriteAllTextAsync(Path.Combine(network, "infra.yaml"), """
            name: network
            parameters: { vpc: vpc-1 }
            outputs: { vpcId: "${vpc}", hosts: [a, b], key: { value: hidden, secret: true } }
            """, TestContext.Current.CancellationToken);
        (await workspace.RunAsync("build")).Exits(0);
        var missing = Assert.Single((await workspace.RunAsync("plan", "--json")).Exits(1).Diagnostics);
        Assert.Equal(("MCI5077", 2), (missing.Id, missing.Line));

        await workspace.WriteSettingsAsync("deployments: { network: net }\nenvironments: { prod: { parameters: { vpc: vpc-9 } } }\n");
        (await workspace.RunAsync("apply", network)).Exits(0);
        (await workspace.RunAsync("apply", network, "-e", "prod")).Exits(0);
        (await workspace.RunAsync("apply")).Exits(0);
        Assert.Equal("vpc-1 b", workspace.Read("out", "page"));
        (await workspace.RunAsync("destroy", "--yes")).Exits(0);
        await File.WriteAllTextAsync(workspace.PathOf("infra.yaml"), """
            resources:
              - { type: local:file, name: page, properties: { path: out/page, content: '${deployment("network").vpcId} ${deployment("network").hosts[1]}' } }
            """, TestContext.Current.CancellationToken);
        (await workspace.RunAsync("apply", "infra.yaml", "-e", "prod")).Exits(0);
        Assert.Equal("vpc-9 b", workspace.Read("out", "page"));

        workspace.Edit("\"vpcId\"", "\"vpcID\"");
        Assert.Equal("Did you mean vpcId?", Assert.Single((await workspace.RunAsync("build", "--json")).Exits(1).Diagnostics).Remedy);

        // What an output is, its state tells too: a list is no text.
        workspace.Edit("Content = $\"{network.Output<string>(\"vpcID\")} {network[\"hosts\"][1]}\"", "Content = network.Output<string>(\"hosts\")");
        var wrong = Assert.Single((await workspace.RunAsync("build", "--json")).Exits(1).Diagnostics);
        Assert.Equal(("MCI2005", "content of page: is a list, not a text."), (wrong.Id, wrong.Message));
        workspace.Edit("\"hosts\"", "\"key\"");
        Assert.Contains("is a secret", Assert.Single((await workspace.RunAsync("plan", "--json")).Exits(1).Diagnostics).Message, StringComparison.Ordinal);
    }
}
