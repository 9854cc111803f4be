using System.Text;
using McpIac.EndToEnd.Tests.Processes;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Secrets;

/// <summary>Secrets of a project: kept encrypted, taken from elsewhere, used by programs and servers, and shown by <c>secret get</c> alone.</summary>
public sealed class ProjectSecretTests
{
    private const string Config = """
        new Local.File("config") { Path = "out/config", SensitiveContent = Secret("db-password") };
        """;

    private static readonly (string, string?)[] Passphrase = [("MCIACC_PASSPHRASE", "correct horse battery")];

    [Fact]
    public async Task AnEncryptedSecret_ReachesWhatNeedsIt_AndStandsNowhereElse()
    {
        using var workspace = await Workspace.WithAsync(Config);
        var missing = Assert.Single((await workspace.RunAsync("build", "--json")).Exits(1).Diagnostics);
        Assert.Equal(("MCI5070", 1, "Set it: 'mciacc secret set db-password'."), (missing.Id, missing.Line, missing.Remedy));

        (await Tool.TellAsync(workspace.Folder, "hunter22\n", ["secret", "set", "db-password"], Passphrase)).Exits(0);
        (await workspace.RunAsync("build")).Exits(0);
        var emitted = workspace.PathOf("emitted.json");
        (await workspace.RunAsync("build", "--emit", emitted)).Exits(0);
        Assert.Contains("\"$external\"", await File.ReadAllTextAsync(emitted, TestContext.Current.CancellationToken), StringComparison.Ordinal);

        Assert.Equal("MCI5071", Assert.Single((await workspace.RunAsync("plan", "--json")).Exits(1).Diagnostics).Id);
        Assert.Equal("MCI5072", Assert.Single((await Tool.RunAsync(workspace.Folder, ["plan", "--json"], ("MCIACC_PASSPHRASE", "another one"))).Exits(1).Diagnostics).Id);
        var said = new List<ToolResult>
        {
            (await Tool.RunAsync(workspace.Folder, ["apply", "--yes", "--json"], Passphrase)).Exits(0),
            (await Tool.RunAsync(workspace.Folder, ["state", "list", "--json"], Passphrase)).Exits(0),
            (await Tool.RunAsync(workspace.Folder, ["secret", "list", "--json"])).Exits(0),
        };
        Assert.Equal("hunter22", workspace.Read("out", "config"));
        Assert.True((await Tool.RunAsync(workspace.Folder, ["plan", "--json"], Passphrase)).Exits(0).Plan.Empty);
        Assert.All(said, r => Assert.DoesNotContain("hunter22", r.Output + r.Error, StringComparison.Ordinal));
        Assert.All(Directory.GetFiles(workspace.Root, "*", SearchOption.AllDirectories).Where(f => f != workspace.PathOf("out", "config")),
            f => Assert.Equal(-1, File.ReadAllBytes(f).AsSpan().IndexOf(Encoding.UTF8.GetBytes("hunter22"))));
        Assert.Equal("hunter22\n", (await Tool.RunAsync(workspace.Folder, ["secret", "get", "db-password"], Passphrase)).Exits(0).Output);

        // A change of the secret is a change of what uses it; a program in YAML is the same.
        (await Tool.RunAsync(workspace.Folder, ["secret", "set", "db-password", "--generate", "24"], Passphrase)).Exits(0);
        await File.WriteAllTextAsync(workspace.PathOf("infra.yaml"), """
            resources:
              - type: local:file
                name: config
                properties: { path: out/config, sensitiveContent: "${secret(\"db-password\")}" }
            """, TestContext.Current.CancellationToken);
        Assert.Equal(["update config"], (await Tool.RunAsync(workspace.Folder, ["plan", "infra.yaml", "--json"], Passphrase)).Exits(0).Plan.Acts);
        (await workspace.RunAsync("build", "infra.yaml", "--emit", workspace.PathOf("yaml.json"))).Exits(0);
        Assert.Equal(await File.ReadAllTextAsync(emitted, TestContext.Current.CancellationToken), await File.ReadAllTextAsync(workspace.PathOf("yaml.json"), TestContext.Current.CancellationToken));
        (await Tool.RunAsync(workspace.Folder, ["apply", "--yes"], Passphrase)).Exits(0);
        Assert.Matches("^[A-Za-z0-9_-]{24}$", workspace.Read("out", "config"));
    }

    [Fact]
    public async Task Secrets_AreRotated_ListedAndRemoved_AndAnEnvironmentHasItsOwn()
    {
        using var workspace = await Workspace.WithAsync(Config);
        await workspace.WriteSettingsAsync("environments: { prod: }\n");
        (await Tool.TellAsync(workspace.Folder, "common", ["secret", "set", "db-password"], Passphrase)).Exits(0);
        (await Tool.TellAsync(workspace.Folder, "of prod", ["secret", "set", "db-password", "-e", "prod"], Passphrase)).Exits(0);
        Assert.True(File.Exists(Path.Combine(workspace.Root, "mciacc.secrets.json")));
        Assert.Equal("of prod\n", (await Tool.RunAsync(workspace.Folder, ["secret", "get", "db-password", "-e", "prod"], Passphrase)).Exits(0).Output);
        Assert.Equal(["db-password         encrypted in mciacc.secrets.json", "db-password (prod)  encrypted in mciacc.secrets.json"],
            (await workspace.RunAsync("secret", "list")).Exits(0).Lines.Take(2));

        (string, string?)[] changed = [("MCIACC_PASSPHRASE", "another long one")];
        (await Tool.RunAsync(workspace.Folder, ["secret", "rotate"], [.. Passphrase, ("MCIACC_NEW_PASSPHRASE", "another long one")])).Exits(0);
        Assert.Equal("MCI5072", Assert.Single((await Tool.RunAsync(workspace.Folder, ["secret", "get", "db-password", "--json"], Passphrase)).Exits(1).Diagnostics).Id);
        Assert.Equal("common\n", (await Tool.RunAsync(workspace.Folder, ["secret", "get", "db-password"], changed)).Exits(0).Output);

        (await workspace.RunAsync("secret", "remove", "db-password", "-e", "prod")).Exits(0);
        Assert.Equal("common\n", (await Tool.RunAsync(workspace.Folder, ["secret", "get", "db-password", "-e", "prod"], changed)).Exits(0).Output);
        Assert.Equal("MCI5075", Assert.Single((await Tool.TellAsync(workspace.Folder, "x", ["secret", "set", "a b", "--json"], changed)).Exits(1).Diagnostics).Id);
        Assert.Equal("MCI5076", Assert.Single((await Tool.TellAsync(workspace.Folder, "\n", ["secret", "set", "a", "--json"], changed)).Exits(1).Diagnostics).Id);
        await File.WriteAllTextAsync(Path.Combine(workspace.Root, "mciacc.secrets.json"), "{}", TestContext.Current.CancellationToken);
        Assert.Equal("MCI5073", Assert.Single((await workspace.RunAsync("build", "--json")).Exits(1).Diagnostics).Id);
    }

    [Fact]
    public async Task AKeyFile_TakesThePassphrasesPlace()
    {
        using var workspace = await Workspace.WithAsync(Config);
        await workspace.WriteSettingsAsync("keyFile: shop.key\n");
        (await Tool.TellAsync(workspace.Folder, "hunter22", ["secret", "set", "db-password"])).Exits(0);
        var key = Path.Combine(workspace.Root, "shop.key");
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
        var before = await File.ReadAllTextAsync(key, TestContext.Current.CancellationToken);
        (await workspace.RunAsync("secret", "rotate")).Exits(0);
        Assert.NotEqual(before, await File.ReadAllTextAsync(key, TestContext.Current.CancellationToken));
        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        Assert.Equal("hunter22", workspace.Read("out", "config"));

        File.Delete(key);
        Assert.Equal("MCI5071", Assert.Single((await workspace.RunAsync("plan", "--json")).Exits(1).Diagnostics).Id);
    }

    [Fact]
    public async Task Sources_AreVariables_FilesAndCommands_AndServersGetSecretsToo()
    {
        if (OperatingSystem.IsWindows()) return;
        using var workspace = await Workspace.WithAsync("""
            new Local.File("config") { Path = "out/config", SensitiveContent = $"{Secret("a")} {Secret("b")} {Secret("c")}" };
            new Aws.Vpc.Vpc("portal") { CidrBlock = "10.0.0.0/16" };
            """);
        await File.WriteAllTextAsync(Path.Combine(workspace.Root, "b.txt"), "of a file\n", TestContext.Current.CancellationToken);
        await workspace.WriteSettingsAsync($$"""
            secrets:
              a: { env: SECRET_A }
              b: { file: b.txt }
              c: { command: [sh, -c, "echo of a command, $MCIACC_PASSPHRASE$MCIACC_PARAM_x"] }
            providers:
              aws: { command: [sh, -c, "printf '%s' \"$TOKEN\" > token; exec \"$0\" provider serve aws --twin --record world.jsonl", "{{Tool.Executable}}"], env: { TOKEN: { secret: b } } }
            """);
        (string, string?)[] environment = [("SECRET_A", "of a variable"), ("MCIACC_PARAM_x", "seen"), ("MCIACC_PASSPHRASE", "seen")];
        (await Tool.RunAsync(workspace.Folder, ["apply", "--yes"], environment)).Exits(0);
        Assert.Equal("of a variable of a file of a command,", workspace.Read("out", "config"));
        Assert.Equal("of a file", await File.ReadAllTextAsync(Path.Combine(workspace.Root, "token"), TestContext.Current.CancellationToken));

        var unset = Assert.Single((await workspace.RunAsync("plan", "--json")).Exits(1).Diagnostics);
        Assert.Equal(("MCI5074", 1, "The secret a has no value: the environment variable SECRET_A isn't set."), (unset.Id, unset.Line, unset.Message));
        Assert.Equal("MCI5076", Assert.Single((await Tool.TellAsync(workspace.Folder, "x", ["secret", "set", "a", "--json"], Passphrase)).Exits(1).Diagnostics).Id);
    }
}
