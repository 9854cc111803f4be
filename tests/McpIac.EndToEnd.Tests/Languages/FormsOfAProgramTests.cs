using McpIac.EndToEnd.Tests.CustomerPortal;
using McpIac.EndToEnd.Tests.Packages;
using McpIac.EndToEnd.Tests.Processes;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Languages;

/// <summary>The customer portal as a script, a project, in YAML and in JSON is one deployment.</summary>
public sealed class FormsOfAProgramTests(PackageFeed feed)
{
    [Fact]
    public async Task Script_Yaml_AndJson_EmitTheSameBytes_AndPlansOfOneAfterAnotherAreEmpty()
    {
        using var portal = await Workspace.OfAsync(Portal.Sample);
        var script = await EmittedAsync(portal.Folder, "infra.csx");
        Assert.Contains("\"urn\": \"customer-portal/aws:ec2:instance/app-2\"", script, StringComparison.Ordinal);
        Assert.Equal(script, await EmittedAsync(portal.Folder, "infra.yaml"));
        Assert.Equal(script, await EmittedAsync(portal.Folder, "infra.json"));

        (await portal.RunAsync("apply", "infra.yaml", "--twin", "--yes")).Exits(0);
        foreach (var program in new[] { "infra.csx", "infra.json", "infra.yaml" })
        {
            Assert.True((await portal.RunAsync("plan", program, "--twin", "--json")).Exits(0).Plan.Empty, program);
        }

        Assert.Equal("No changes. Everything is as the program says.", (await portal.RunAsync("apply", "infra.csx", "--twin", "--yes")).Exits(0).Lines[0]);
        Portal.AssertComplete(portal);
    }

    [Fact]
    public async Task AProject_EmitsTheSameBytes()
    {
        var folder = await feed.FolderAsync("Portal");
        await feed.DotnetAsync(folder, "new", "mciacc", "-n", "Portal", "-o", ".");
        var sample = Path.Combine(Repository.Root, "samples", Portal.Sample);
        foreach (var name in new[] { "infra.yaml", "app" }) Copy(Path.Combine(sample, name), Path.Combine(folder, name));
        File.Copy(Path.Combine(sample, "infra.csx"), Path.Combine(folder, "Program.cs"), overwrite: true);
        Directory.Delete(Path.Combine(folder, "schemas"), recursive: true);
        Repository.Copy(Path.Combine(Repository.Root, "schemas"), Path.Combine(folder, "schemas"));

        Assert.Equal(await EmittedAsync(folder, "infra.yaml"), await EmittedAsync(folder, "Portal.csproj"));
    }

    [Fact]
    public async Task Parameters_ComeFromTheCommandLine()
    {
        using var workspace = await Workspace.WithAsync("");
        File.Delete(workspace.Script);
        await File.WriteAllTextAsync(workspace.PathOf("infra.yaml"), """
            parameters:
              greeting: { type: string, default: Hello }
              count: { type: integer, maximum: 3 }
            resources:
              - type: local:file
                for: ${range(1, count)}
                name: page-${each.value}
                properties: { path: "out/${each.value}.txt", content: "${greeting} ${each.value}" }
            """, TestContext.Current.CancellationToken);

        var without = Assert.Single((await workspace.RunAsync("build", "--json")).Exits(1).Diagnostics);
        Assert.Equal(("MCI1212", 3, "Give it one in the document's default, or with --set count=VALUE."), (without.Id, without.Line, without.Remedy));

        (await workspace.RunAsync("apply", "--set", "count=2", "--set", "greeting=Guten Tag = hi", "--yes")).Exits(0);
        Assert.Equal("Guten Tag = hi 2", workspace.Read("out", "2.txt"));
        Assert.Equal("Did you mean count?", Assert.Single((await workspace.RunAsync("build", "--set", "cuont=2", "--json")).Exits(1).Diagnostics, d => d.Line == 0).Remedy);
        Assert.Contains("--set takes NAME=VALUE", (await workspace.RunAsync("build", "--set", "count")).Exits(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parameters_OfAScript_ComeFromTheCommandLineAndTheEnvironment_AndSecretOnesAreNowhere()
    {
        using var workspace = await Workspace.WithAsync("""
            var count = Parameter<int>("count", max: 3);
            var greeting = Parameter("greeting", "Hello");
            var password = SecretParameter("password", minLength: 4);
            foreach (var i in Enumerable.Range(1, count)) new Local.File($"page-{i}") { Path = $"out/{i}.txt", Content = $"{greeting} {i}" };
            new Local.File("config") { Path = "out/config", SensitiveContent = $"password={password}" };
            """);
        var without = (await workspace.RunAsync("build", "--json")).Exits(1).Diagnostics;
        Assert.Equal(("MCI1212", 1, "Give it a defaultValue, or a value with --set count=VALUE."), (without[0].Id, without[0].Line, without[0].Remedy));

        (string, string?)[] environment = [("MCIACC_PARAM_password", "hunter22"), ("MCIACC_PARAM_count", "3"), ("MCIACC_PARAM_other", "x")];
        var applied = await Tool.RunAsync(workspace.Folder, ["apply", "--set", "count=2", "--yes", "--json"], environment);
        applied.Exits(0);
        Assert.Equal("Hello 2", workspace.Read("out", "2.txt"));
        Assert.False(File.Exists(workspace.PathOf("out", "3.txt")));
        Assert.Equal("password=hunter22", workspace.Read("out", "config"));
        Assert.DoesNotContain("hunter22", applied.Output + applied.Error, StringComparison.Ordinal);
        Assert.All(Directory.GetFiles(workspace.PathOf(".mciacc"), "*", SearchOption.AllDirectories), f => Assert.Equal(-1, File.ReadAllBytes(f).AsSpan().IndexOf("hunter22"u8)));

        var declared = (await Tool.RunAsync(workspace.Folder, ["build", "--set", "count=2", "--json"], environment)).Exits(0).Json["parameters"]!.AsArray();
        Assert.Equal(["count", "greeting", "password"], declared.Select(p => p!["name"]!.GetValue<string>()));
        Assert.Equal(("Hello", true), (declared[1]!["schema"]!["default"]!.GetValue<string>(), declared[2]!["secret"]!.GetValue<bool>()));

        var problem = Assert.Single((await Tool.RunAsync(workspace.Folder, ["build", "--set", "cuont=1", "--json"], environment)).Exits(1).Diagnostics);
        Assert.Equal(("MCI1212", "Did you mean count?"), (problem.Id, problem.Remedy));
    }

    private static async Task<string> EmittedAsync(string folder, string program)
    {
        var file = Path.Combine(folder, $"{program}.emitted.json");
        (await Tool.RunAsync(folder, ["build", program, "--emit", file])).Exits(0);
        return await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
    }

    private static void Copy(string from, string to)
    {
        if (File.Exists(from)) File.Copy(from, to);
        else Repository.Copy(from, to);
    }
}
