using System.Diagnostics;
using System.Text.Json.Nodes;
using McpIac.EndToEnd.Tests.Documents;
using McpIac.EndToEnd.Tests.Processes;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Servers;

/// <summary>A provider that is a process of its own and speaks MCP over its standard input and output, from its snapshot to its destruction: the twin of aws, served.</summary>
public sealed class StdioServerTests
{
    private const string Program = """
        var vpc = new Aws.Vpc.Vpc("portal") { CidrBlock = "10.0.0.0/16" };
        var subnet = new Aws.Vpc.Subnet("app-subnet") { VpcId = vpc.Id, CidrBlock = "10.0.1.0/24" };
        var page = new Local.File("page") { Path = "out/page.txt", Content = $"{vpc.Id} {subnet.Id}" };
        Output("subnet", subnet.Id);
        """;

    // A server runs where schemas/ lies, so its record is there.
    private const string ServersRecord = "../.mciacc/twin";

    [Fact]
    public async Task ARealServer_IsAppliedTo_Changed_AndDestroyed()
    {
        using var workspace = await ServedAsync();
        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        var (vpc, subnet) = (Single(workspace, "portal"), Single(workspace, "app-subnet"));
        Assert.Equal(vpc.Id, $"{subnet.Properties["vpcId"]}");
        Assert.Equal($"{vpc.Id} {subnet.Id}", workspace.Read("out", "page.txt"));
        Assert.Equal($"{subnet.Id}\n", (await workspace.RunAsync("output", "subnet")).Exits(0).Output);
        Assert.False(Directory.Exists(workspace.PathOf(".mciacc", "twin")));

        Assert.StartsWith("No changes.", (await workspace.RunAsync("apply", "--yes")).Exits(0).Output, StringComparison.Ordinal);

        workspace.Edit("10.0.1.0/24", "10.0.2.0/24");
        var changed = (await workspace.RunAsync("apply", "--yes", "--json")).Exits(0);
        Assert.Equal(["replace app-subnet", "update page"], changed.Plan.Acts);
        Assert.NotEqual(subnet.Id, Single(workspace, "app-subnet").Id);

        (await workspace.RunAsync("destroy", "--yes")).Exits(0);
        Assert.Empty(workspace.World("aws", ServersRecord));
        Assert.False(Directory.Exists(workspace.PathOf("out")));
    }

    [Fact]
    public async Task AServerOfAnotherVersion_OrWithOtherTypes_IsNotUsed()
    {
        if (OperatingSystem.IsWindows()) return;
        using var workspace = await Workspace.WithAsync(Program);
        var schemas = Directory.CreateDirectory(Path.Combine(workspace.Root, "other", "schemas")).FullName;
        var snapshot = await File.ReadAllTextAsync(workspace.SnapshotOf("aws"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(schemas, "aws.mcp.json"), snapshot, TestContext.Current.CancellationToken);
        Command(workspace, "sh", "-c", "cd other && exec \"$0\" provider serve aws --twin", Tool.Executable);
        (await workspace.RunAsync("apply", "--yes")).Exits(0);

        await workspace.WriteSettingsAsync("providers: { aws: { version: '>=9' } }\n");
        var asked = Assert.Single((await workspace.RunAsync("plan", "--json")).Exits(1).Diagnostics);
        Assert.Equal(("MCI1280", 1), (asked.Id, asked.Line));
        await workspace.WriteSettingsAsync("providers: { aws: { version: '<9' } }\n");

        await File.WriteAllTextAsync(Path.Combine(schemas, "aws.mcp.json"), snapshot.Replace("cidrBlock", "cidrRange", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.Equal(["MCI6124"], (await workspace.RunAsync("plan", "--json")).Exits(1).Diagnostics.Select(d => d.Id));
    }

    [Fact]
    public async Task AServerThatPrintsBeforeItSpeaks_IsUnderstood_AndGoneAfterwards()
    {
        if (OperatingSystem.IsWindows()) return;
        using var workspace = await Workspace.WithAsync(Program);
        Command(workspace, "sh", "-c", "echo $$ > server.pid; echo starting; echo 'ready.'; exec \"$0\" provider serve aws --twin", Tool.Executable);
        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        Assert.Equal(2, workspace.World("aws", ServersRecord).Count);
        var server = int.Parse(await File.ReadAllTextAsync(Path.Combine(workspace.Root, "server.pid"), TestContext.Current.CancellationToken), System.Globalization.CultureInfo.InvariantCulture);
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(server));
    }

    [Fact]
    public async Task Local_IsTheServerThatTheSettingsName_AndWithTwinsItIsNone()
    {
        if (OperatingSystem.IsWindows()) return;
        using var workspace = await Workspace.WithAsync("var page = new Local.File(\"page\") { Path = \"page.txt\", Content = \"hello\" };");
        await workspace.WriteSettingsAsync($"providers: {{ local: {{ command: [sh, -c, 'echo $$ > server.pid; exec \"$0\" provider serve local', '{Tool.Executable}'] }} }}\n");
        (await workspace.RunAsync("apply", "--yes", "--twin")).Exits(0);
        Assert.False(File.Exists(Path.Combine(workspace.Root, "server.pid")));
        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        Assert.True(File.Exists(Path.Combine(workspace.Root, "server.pid")));
        await workspace.WriteSettingsAsync("providers: { local: { command: [no-such-server] } }\n");
        Assert.Equal(["MCI6101"], (await workspace.RunAsync("plan", "--json")).Exits(1).Diagnostics.Select(d => d.Id));
    }

    [Fact]
    public async Task OnlyTheToolIsKilled_WhileItsServerIsStillAtIt_NothingIsMadeTwice()
    {
        using var workspace = await Workspace.WithAsync(Program);
        Command(workspace, Tool.Executable, "provider", "serve", "aws", "--twin", "--twin-fault", "slow@aws:create:portal:3s");
        using (var run = workspace.Start("apply", "--yes"))
        {
            await workspace.WaitForAsync(() => workspace.State("app", ".mciacc").Pending.Any(p => p.Name == "portal") && HasBegun(workspace, "portal"), run, ".mciacc");
            run.Kill(andWhatItStarted: false);
        }

        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        Assert.Equal(["app-subnet", "portal"], workspace.World("aws", ServersRecord).Select(o => o.Name));
        Assert.Empty(workspace.State("app", ".mciacc").Pending);
        Assert.Equal($"{Single(workspace, "portal").Id} {Single(workspace, "app-subnet").Id}", workspace.Read("out", "page.txt"));
    }

    // The server notes what it begins in its log, before it does it.
    private static bool HasBegun(Workspace workspace, string name)
    {
        var log = workspace.PathOf(ServersRecord, "aws.log");
        if (!File.Exists(log)) return false;
        using var reader = new StreamReader(new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return reader.ReadToEnd().Contains(name, StringComparison.Ordinal);
    }

    private static LiveObject Single(Workspace workspace, string name) => workspace.World("aws", ServersRecord).Single(o => o.Name == name);

    /// <summary>A workspace whose snapshot of aws was pulled from the server.</summary>
    private static async Task<Workspace> ServedAsync()
    {
        var workspace = await Workspace.WithAsync(Program);
        (await workspace.RunAsync("provider", "add", "aws", "--", Tool.Executable, "provider", "serve", "aws", "--twin")).Exits(0);
        return workspace;
    }

    /// <summary>The command isn't part of what a snapshot's digests cover.</summary>
    internal static void Command(Workspace workspace, params string[] command)
    {
        var snapshot = JsonNode.Parse(File.ReadAllText(workspace.SnapshotOf("aws")))!;
        snapshot["source"]!["command"] = new JsonArray([.. command.Select(c => (JsonNode)c)]);
        File.WriteAllText(workspace.SnapshotOf("aws"), snapshot.ToJsonString());
    }
}
