using System.Text.Json;
using McpIac.EndToEnd.Tests.Processes;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Environments;

/// <summary>mciacc.yaml: parameters, providers and states of environments.</summary>
public sealed class EnvironmentTests
{
    private const string Pages = """
        var replicas = Parameter<int>("replicas", max: 5, defaultValue: 1);
        var stage = Parameter("stage", "none");
        foreach (var i in Enumerable.Range(1, replicas)) new Local.File($"page-{i}") { Path = $"out/{stage}-{i}.txt", Content = stage };
        Output("stage", stage);
        """;

    [Fact]
    public async Task EachEnvironment_HasItsParametersAndItsState_AndWithoutOneAllStaysWhereItWas()
    {
        using var workspace = await Workspace.WithAsync(Pages);
        await workspace.WriteSettingsAsync("""
            parameters: { stage: common }
            environments:
              dev:
              prod: { parameters: { replicas: 2, stage: prod } }
            """);
        (await workspace.RunAsync("apply")).Exits(0);
        (await workspace.RunAsync("apply", "--environment", "dev", "--set", "stage=dev")).Exits(0);
        (await workspace.RunAsync("apply", "-e", "prod")).Exits(0);
        Assert.Equal(["common-1.txt", "dev-1.txt", "prod-1.txt", "prod-2.txt"], Directory.GetFiles(workspace.PathOf("out")).Select(Path.GetFileName).Order());
        Assert.True(File.Exists(workspace.PathOf(".mciacc", "state.db")));
        Assert.True(File.Exists(workspace.PathOf(".mciacc", "environments", "prod", "state.db")));

        Assert.Equal("prod\n", (await workspace.RunAsync("output", "stage", "-e", "prod")).Exits(0).Output);
        Assert.Equal(2, (await workspace.StateAsync("-e", "prod"))["resources"]!.AsArray().Count);
        (await workspace.RunAsync("destroy", "-e", "prod", "--yes")).Exits(0);
        Assert.Equal(["common-1.txt", "dev-1.txt"], Directory.GetFiles(workspace.PathOf("out")).Select(Path.GetFileName).Order());
        Assert.True((await workspace.RunAsync("plan", "--json")).Exits(0).Plan.Empty);

        var missing = Assert.Single((await workspace.RunAsync("plan", "-e", "prd", "--json")).Exits(1).Diagnostics);
        Assert.Equal(("MCI1270", "Did you mean prod?"), (missing.Id, missing.Remedy));
        Assert.False(Directory.Exists(workspace.PathOf(".mciacc", "environments", "prd")));
    }

    [Fact]
    public async Task AValue_NearerToTheCommand_Wins()
    {
        using var workspace = await Workspace.WithAsync("""Output("v", Parameter("v", "default"));""");
        async Task<string> ValueAsync((string, string?)[] environment, params string[] arguments)
        {
            var emitted = workspace.PathOf("emitted.json");
            (await Tool.RunAsync(workspace.Folder, ["build", "--emit", emitted, .. arguments], environment)).Exits(0);
            using var document = JsonDocument.Parse(await File.ReadAllTextAsync(emitted, TestContext.Current.CancellationToken));
            return document.RootElement.GetProperty("outputs")[0].GetProperty("value").GetString()!;
        }

        Assert.Equal("default", await ValueAsync([]));
        await workspace.WriteSettingsAsync("parameters: { v: common }\nenvironments: { dev: { parameters: { v: dev } } }");
        Assert.Equal("common", await ValueAsync([]));
        Assert.Equal("dev", await ValueAsync([], "-e", "dev"));
        Assert.Equal("variable", await ValueAsync([("MCIACC_PARAM_v", "variable")], "-e", "dev"));
        await File.WriteAllTextAsync(workspace.PathOf("values.yaml"), "v: 1.10\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(workspace.PathOf("values.json"), """{ "v": "json" }""", TestContext.Current.CancellationToken);
        Assert.Equal("1.10", await ValueAsync([("MCIACC_PARAM_v", "variable")], "-e", "dev", "--parameters", "values.yaml"));
        Assert.Equal("json", await ValueAsync([], "--parameters", "values.yaml", "--parameters", "values.json"));
        Assert.Equal("set", await ValueAsync([("MCIACC_PARAM_v", "variable")], "-e", "dev", "--parameters", "values.yaml", "--set", "v=set"));
    }

    [Fact]
    public async Task AMistake_InTheSettings_IsReportedAtItsPlace_AndOneThatIsMeantForAParameterToo()
    {
        using var workspace = await Workspace.WithAsync(Pages);
        await workspace.WriteSettingsAsync("parameters: { replica: 2 }\n");
        var meant = Assert.Single((await workspace.RunAsync("build", "--json")).Exits(0).Diagnostics);
        Assert.Equal(("MCI1271", "warning", 1, 15, "Did you mean replicas?"), (meant.Id, meant.Severity, meant.Line, meant.Column, meant.Remedy));

        await workspace.WriteSettingsAsync("enviroments: {}\n");
        var unknown = Assert.Single((await workspace.RunAsync("build", "--json")).Exits(1).Diagnostics);
        Assert.Equal(("MCI1203", 1, 1, "Did you mean environments?"), (unknown.Id, unknown.Line, unknown.Column, unknown.Remedy));
    }

    [Fact]
    public async Task AProvider_IsStartedAsTheEnvironmentSays()
    {
        if (OperatingSystem.IsWindows()) return;
        using var workspace = await Workspace.WithAsync("""new Aws.Vpc.Vpc("portal") { CidrBlock = "10.0.0.0/16" };""");
        await workspace.WriteSettingsAsync($$"""
            providers:
              aws: { command: [sh, -c, "exec \"$0\" provider serve aws --twin --record $RECORD", "{{Tool.Executable}}"], env: { RECORD: common.world.jsonl } }
            environments:
              prod: { providers: { aws: { env: { RECORD: prod.world.jsonl } } } }
            """);
        (await workspace.RunAsync("apply")).Exits(0);
        (await workspace.RunAsync("apply", "-e", "prod")).Exits(0);
        Assert.Single(await File.ReadAllLinesAsync(Path.Combine(workspace.Root, "common.world.jsonl"), TestContext.Current.CancellationToken));
        Assert.Single(await File.ReadAllLinesAsync(Path.Combine(workspace.Root, "prod.world.jsonl"), TestContext.Current.CancellationToken));

        // The snapshot needn't know the command.
        var added = (await workspace.RunAsync("provider", "add", "aws", "--json")).Exits(0);
        Assert.Equal("updated", added.Json["outcome"]!.GetValue<string>());
        Assert.DoesNotContain("--record", await File.ReadAllTextAsync(workspace.SnapshotOf("aws"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.True((await workspace.RunAsync("provider", "verify", "aws", "--json")).Exits(0).Json["providers"]![0]!["matches"]!.GetValue<bool>());
        Assert.Equal("MCI6170", Assert.Single((await workspace.RunAsync("provider", "add", "aws", "--json", "--", "other")).Exits(1).Diagnostics).Id);
        Assert.Contains("Nothing says how the server of gcp is started", (await workspace.RunAsync("provider", "add", "gcp")).Exits(2).Error, StringComparison.Ordinal);
    }
}
