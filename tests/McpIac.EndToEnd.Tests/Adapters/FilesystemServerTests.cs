using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Adapters;

/// <summary>@modelcontextprotocol/server-filesystem by its mapping: what is there can be seen, and what somebody else changes is put back.</summary>
public sealed class FilesystemServerTests
{
    [Fact]
    public async Task Files_AreMade_LeftAlone_Changed_PutBack_Replaced_AndDestroyed()
    {
        using var workspace = await SampleServers.WithAsync(null, "filesystem");
        var files = Path.Combine(workspace.Root, "files");
        string[] root = ["--set", $"root={files}"];
        Assert.Equal(["create site", "create index"], (await workspace.RunAsync(["apply", "--yes", "--json", .. root])).Exits(0).Plan.Acts);
        Assert.Equal("<h1>Hello</h1>\n", File.ReadAllText(Path.Combine(files, "site", "index.html")));
        Assert.Equal("755\n", (await workspace.RunAsync("output", "permissions")).Exits(0).Output);
        Assert.Empty((await workspace.RunAsync(["apply", "--yes", "--json", .. root])).Exits(0).Plan.Acts);

        workspace.EditDocument("Hello", "Welcome");
        Assert.Equal(["update index"], (await workspace.RunAsync(["apply", "--yes", "--json", .. root])).Exits(0).Plan.Acts);

        File.WriteAllText(Path.Combine(files, "site", "index.html"), "defaced");
        Assert.Equal("content", $"{(await workspace.RunAsync("drift", "--json")).Exits(2).Json["resources"]![0]!["properties"]![0]!["path"]}");
        Assert.Equal(["update index"], (await workspace.RunAsync(["apply", "--yes", "--json", .. root])).Exits(0).Plan.Acts);
        Assert.Equal("<h1>Welcome</h1>\n", File.ReadAllText(Path.Combine(files, "site", "index.html")));

        workspace.EditDocument("index.html", "start.html");
        Assert.Equal(["replace index"], (await workspace.RunAsync(["apply", "--yes", "--json", .. root])).Exits(0).Plan.Acts);
        Assert.Equal(["index.html.deleted", "start.html"], Names(Path.Combine(files, "site")));

        (await workspace.RunAsync("destroy", "--yes")).Exits(0);
        Assert.Equal(["site.deleted"], Names(files));
    }

    [Fact]
    public async Task WhatIsThereAlready_IsTakenOverOnlyWhenAsked()
    {
        using var workspace = await SampleServers.WithAsync(null, "filesystem");
        var files = Path.Combine(workspace.Root, "files");
        string[] root = ["--set", $"root={files}"];
        Directory.CreateDirectory(Path.Combine(files, "site"));
        File.WriteAllText(Path.Combine(files, "site", "index.html"), "mine");

        var refused = (await workspace.RunAsync(["apply", "--yes", "--json", .. root])).Exits(3);
        Assert.Contains(refused.Diagnostics, d => d.Message.Contains("which isn't managed here", StringComparison.Ordinal));
        Assert.Equal("mine", File.ReadAllText(Path.Combine(files, "site", "index.html")));

        (await workspace.RunAsync(["import", "filesystem:directory", "site", Path.Combine(files, "site"), .. root])).Exits(0);
        (await workspace.RunAsync(["import", "filesystem:file", "index", Path.Combine(files, "site", "index.html"), .. root])).Exits(0);
        Assert.Equal(["update index"], (await workspace.RunAsync(["apply", "--yes", "--json", .. root])).Exits(0).Plan.Acts);
    }

    private static string[] Names(string folder) => [.. Directory.GetFileSystemEntries(folder).Select(e => Path.GetFileName(e)).Order(StringComparer.Ordinal)];
}
