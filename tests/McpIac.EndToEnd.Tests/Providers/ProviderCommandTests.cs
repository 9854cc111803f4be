using System.Text.Json.Nodes;
using McpIac.EndToEnd.Tests.Processes;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Providers;

/// <summary>Snapshots are listed, pulled from live servers and compared with them; the built-in servers are served.</summary>
public sealed class ProviderCommandTests
{
    private static readonly string[] Local = [Tool.Executable, "provider", "serve", "local"];
    private static readonly string[] Aws = [Tool.Executable, "provider", "serve", "aws", "--twin"];

    [Fact]
    public async Task List_NamesWhatIsInUse()
    {
        using var workspace = await Workspace.OfAsync("hello");
        var listed = (await workspace.RunAsync("provider", "list", "--json")).Exits(0).Json["providers"]!.AsArray();
        Assert.Equal(["aws", "docker", "local", "opnsense", "postgres"], listed.Select(p => $"{p!["name"]}"));
        Assert.Equal(
            ["local:command", "local:directory", "local:file", "local:httpCheck", "local:random"],
            listed.Single(p => $"{p!["name"]}" == "local")!["types"]!.AsArray().Select(t => $"{t}"));
        Assert.Contains((await workspace.RunAsync("provider", "list")).Exits(0).Lines, l => l.StartsWith("local       5 types  sha256:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Add_OfTheServedLocal_GivesTheBuiltInTypes()
    {
        using var workspace = await Workspace.OfAsync("hello");
        File.Delete(workspace.SnapshotOf("local"));
        var added = (await workspace.RunAsync(["provider", "add", "local", "--json", "--", .. Local])).Exits(0);
        Assert.Equal("added", $"{added.Json["outcome"]}");

        var (pulled, builtIn) = (Read(workspace, "local"), JsonNode.Parse(Repository.Read("schemas/local.mcp.json"))!);
        Assert.True(JsonNode.DeepEquals(builtIn["types"], pulled["types"]));
        Assert.Equal($"{builtIn["schemaDigest"]}", $"{pulled["schemaDigest"]}");
        Assert.Equal(Local, pulled["source"]!["command"]!.AsArray().Select(w => $"{w}"));
        Assert.Equal("unchanged", $"{(await workspace.RunAsync(["provider", "add", "local", "--json", "--", .. Local])).Exits(0).Json["outcome"]}");
        (await workspace.RunAsync("apply")).Exits(0);
    }

    [Fact]
    public async Task WhatAServerInherits_IsListed_OnTheCommandLine_InItsSnapshot_OrInTheSettings()
    {
        if (OperatingSystem.IsWindows()) return;
        using var workspace = await Workspace.OfAsync("hello");
        (string, string?)[] variables = [("E2E_TOKEN", "hush"), ("E2E_OTHER", "hush"), ("E2E_SETTING", "hush")];
        string[] server = ["--", "sh", "-c", "env | grep -o '^E2E_[A-Z]*' | sort | tr '\\n' ' ' > \"$1\"; exec \"$0\" provider serve aws --twin", Tool.Executable, workspace.PathOf("seen")];
        (await Tool.RunAsync(workspace.Folder, ["provider", "add", "aws", .. server], variables)).Exits(0);
        Assert.Equal("", workspace.Read("seen"));
        (await Tool.RunAsync(workspace.Folder, ["provider", "add", "aws", "--inherit", "E2E_TOK*", .. server], variables)).Exits(0);
        Assert.Equal("E2E_TOKEN ", workspace.Read("seen"));
        Assert.Equal(["E2E_TOK*"], Read(workspace, "aws")["source"]!["inherit"]!.AsArray().Select(n => $"{n}"));

        await workspace.WriteSettingsAsync("providers: { aws: { inherit: [E2E_SETTING] } }\n");
        (await Tool.RunAsync(workspace.Folder, ["provider", "verify", "aws"], variables)).Exits(0);
        Assert.Equal("E2E_SETTING E2E_TOKEN ", workspace.Read("seen"));
        (await Tool.RunAsync(workspace.Folder, ["provider", "pull", "aws"], variables)).Exits(0);
        Assert.Equal(["E2E_TOK*"], Read(workspace, "aws")["source"]!["inherit"]!.AsArray().Select(n => $"{n}"));

        (await Tool.RunAsync(workspace.Folder, ["provider", "test", "--only", "tools.listed", "--inherit", "E2E_OTHER", .. server], variables)).Exits(0);
        Assert.Equal("E2E_OTHER ", workspace.Read("seen"));
        (await Tool.RunAsync(workspace.Folder, ["provider", "test", "--inherit", "A=b", .. server])).Exits(2);
    }

    [Theory]
    [InlineData("MCI6105", "provider", "add", "box", "--json", "--", "MCIACC", "provider", "serve", "local")]
    [InlineData("MCI6101", "provider", "add", "box", "--json", "--", "MCIACC", "provider", "serve", "box", "--twin")]
    [InlineData("MCI6101", "provider", "add", "box", "--json", "--", "no-such-command-of-mciacc")]
    public async Task Add_OfWhatIsNoSuchProvider_WritesNothing(string id, params string[] arguments)
    {
        using var workspace = await Workspace.OfAsync("hello");
        var refused = (await workspace.RunAsync([.. arguments.Select(a => a == "MCIACC" ? Tool.Executable : a)])).Exits(1);
        Assert.Equal([id], refused.Diagnostics.Select(d => d.Id));
        Assert.False(File.Exists(workspace.SnapshotOf("box")));
    }

    [Fact]
    public async Task Verify_NoticesThatALiveServerOffersSomethingElse_AndPullTakesIt()
    {
        using var workspace = await Workspace.OfAsync("hello");
        (await workspace.RunAsync(["provider", "add", "aws", "--", .. Aws])).Exits(0);
        Assert.True((bool)(await workspace.RunAsync("provider", "verify", "aws", "--json")).Exits(0).Json["providers"]![0]!["matches"]!);

        // The server's own snapshot lies elsewhere, and one of its types loses a property.
        var elsewhere = Directory.CreateDirectory(Path.Combine(workspace.Root, "elsewhere", "schemas")).FullName;
        var other = Read(workspace, "aws");
        other["types"]!.AsArray().Single(t => $"{t!["type"]}" == "aws:vpc:vpc")!["properties"]!["properties"]!.AsObject().Remove("instanceTenancy");
        other.AsObject().Remove("schemaDigest");
        File.WriteAllText(Path.Combine(elsewhere, "aws.mcp.json"), other.ToJsonString());
        var mine = Read(workspace, "aws");
        mine["source"]!["command"] = new JsonArray("sh", "-c", "cd elsewhere && exec \"$0\" provider serve aws --twin", Tool.Executable);
        File.WriteAllText(workspace.SnapshotOf("aws"), mine.ToJsonString());
        if (OperatingSystem.IsWindows()) return;

        var verified = (await workspace.RunAsync("provider", "verify", "aws", "--json")).Exits(1).Json["providers"]![0]!;
        Assert.False((bool)verified["matches"]!);
        Assert.Equal(["breaking aws:vpc:vpc instanceTenancy removed"], verified["changes"]!.AsArray().Select(c => $"{c!["impact"]} {c["type"]} {c["path"]} {c["change"]}"));
        Assert.Equal("updated", $"{(await workspace.RunAsync("provider", "pull", "aws", "--json")).Exits(0).Json["providers"]![0]!["outcome"]}");
        (await workspace.RunAsync("provider", "verify", "aws")).Exits(0);
    }

    [Fact]
    public async Task Serve_EndsWithItsInput_AndSaysWhatItCanNotServe()
    {
        using var workspace = await Workspace.OfAsync("hello");
        Assert.Equal("", (await workspace.RunAsync("provider", "serve", "local")).Exits(0).Output);
        Assert.Equal(["MCI1080"], (await workspace.RunAsync("provider", "serve", "aws", "--json")).Exits(2).Diagnostics.Select(d => d.Id));
        Assert.Equal(["MCI6111"], (await workspace.RunAsync("provider", "serve", "azure", "--twin", "--json")).Exits(1).Diagnostics.Select(d => d.Id));
    }

    private static JsonNode Read(Workspace workspace, string provider) => JsonNode.Parse(File.ReadAllText(workspace.SnapshotOf(provider)))!;
}
