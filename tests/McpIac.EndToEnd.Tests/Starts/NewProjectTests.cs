using McpIac.EndToEnd.Tests.Documents;
using McpIac.EndToEnd.Tests.Processes;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Starts;

/// <summary>A project that was just started applies as it is, and everything can be asked about it.</summary>
public sealed class NewProjectTests(NewProject shop) : IClassFixture<NewProject>
{
    [Fact]
    public void Init_WritesWhatItSays_AndItApplies()
    {
        string[] files = [".gitignore", "infra.csx", "schemas/aws.mcp.json", "schemas/docker.mcp.json", "schemas/local.mcp.json", "schemas/opnsense.mcp.json", "schemas/postgres.mcp.json"];
        Assert.All(files, f => Assert.Contains($"  + shop/{f}", shop.Init!.Lines));
        Assert.Contains("Next: cd shop && mciacc apply", shop.Init!.Lines);
        Assert.All(files.Where(f => f.StartsWith("schemas", StringComparison.Ordinal)), f => Assert.Equal(Repository.Read(f), File.ReadAllText(Path.Combine(shop.Folder, f))));
        Assert.Contains("Plan: 2 to create, 0 to update, 0 to replace, 0 to delete.", shop.Apply!.Lines);
        Assert.StartsWith("Hello from ", File.ReadAllText(Path.Combine(shop.Folder, "out", "hello.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_OverwritesNothing()
    {
        var program = File.ReadAllText(Path.Combine(shop.Folder, "infra.csx"));
        var refused = (await Tool.RunAsync(shop.Parent, ["init", "shop", "--json"])).Exits(1);
        Assert.Equal(["MCI1081"], refused.Diagnostics.Select(d => d.Id));
        Assert.Equal(program, File.ReadAllText(Path.Combine(shop.Folder, "infra.csx")));
    }

    [Fact]
    public async Task Output_OfOneName_IsItsBareValue()
    {
        var mascot = (await shop.RunAsync("output", "mascot")).Exits(0).Output;
        Assert.Equal($"Hello from {mascot}", File.ReadAllText(Path.Combine(shop.Folder, "out", "hello.txt")));
        Assert.Equal($"mascot  {mascot}page    out/hello.txt\n", (await shop.RunAsync("output")).Exits(0).Output);
        Assert.Equal("out/hello.txt\n", (await Tool.RunAsync(shop.Parent, ["output", "shop", "page"])).Exits(0).Output);

        var missing = (await shop.RunAsync("output", "mascott", "--json")).Exits(1);
        Assert.Equal([("MCI1083", "There is no output mascott.", "There is: mascot, page.")], missing.Diagnostics.Select(d => (d.Id, d.Message, d.Remedy!)));
    }

    [Fact]
    public async Task StateShow_ShowsWhatWasSentAndWhatCameBack()
    {
        var page = (await shop.RunAsync("state", "show", "page", "--json")).Exits(0).Json["resource"].As<KnownResource>();
        Assert.Equal(("shop/local:file/page", "local:file", "local"), (page.Urn, page.Type, page.Provider));
        Assert.Equal(Path.Combine(shop.Folder, "out", "hello.txt"), page.Id);
        Assert.Equal(File.ReadAllText(page.Id), $"{page.Inputs["content"]}");
        Assert.Equal($"{new FileInfo(page.Id).Length}", $"{page.Outputs["size"]}");
        Assert.Equal(["shop/local:random/mascot"], page.Dependencies);

        var text = (await shop.RunAsync("state", "show", "shop/local:random/mascot")).Exits(0);
        Assert.Equal("mascot  local:random", text.Lines[0]);
        Assert.Contains("    kind: \"pet\"", text.Lines);

        var missing = (await shop.RunAsync("state", "show", "nobody", "--json")).Exits(1);
        Assert.Equal([("MCI1084", "The state knows no resource nobody.")], missing.Diagnostics.Select(d => (d.Id, d.Message)));
    }
}
