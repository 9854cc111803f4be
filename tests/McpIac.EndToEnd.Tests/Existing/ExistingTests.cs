using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Existing;

/// <summary>What exists and is only read, as a user meets it.</summary>
public sealed class ExistingTests
{
    [Fact]
    public async Task AFileOfSomebodyElse_IsRead_FollowedAndLetBe()
    {
        using var workspace = await Workspace.WithAsync("""
            var theirs = Local.File.Existing("theirs", "theirs.txt");
            var ours = new Local.File("ours") { Path = "ours.txt", Content = $"{theirs.Path} has {theirs.Size} bytes" };
            Output("size", theirs.Size);
            """);
        var missing = Assert.Single((await workspace.RunAsync("plan", "--json")).Exits(1).Diagnostics);
        Assert.Equal(("MCI3020", 1), (missing.Id, missing.Line));

        await WriteAsync(workspace, "hello");
        var plan = (await workspace.RunAsync("plan")).Exits(0);
        Assert.Contains("    ▸ theirs  local:file  theirs.txt", plan.Lines);
        Assert.Contains("        content: \"theirs.txt has 5 bytes\"", plan.Lines);
        Assert.Contains("Plan: 1 to create, 0 to update, 0 to replace, 0 to delete, 1 to read.", plan.Lines);
        (await workspace.RunAsync("apply")).Exits(0);
        Assert.Equal("theirs.txt has 5 bytes", workspace.Read("ours.txt"));
        Assert.Equal("5\n", (await workspace.RunAsync("output", "size")).Exits(0).Output);
        Assert.True((await workspace.RunAsync("plan", "--json")).Exits(0).Plan.Empty);
        Assert.Contains("exists and isn't managed", Assert.Single((await workspace.RunAsync("console", "--eval", "theirs.size", "--json")).Exits(1).Diagnostics).Message, StringComparison.Ordinal);

        // What somebody else changes is the next plan's, and what is destroyed is ours alone.
        await WriteAsync(workspace, "hello again");
        Assert.Equal("update", (await workspace.RunAsync("plan", "--json")).Exits(0).Json["plan"]!["steps"]!.AsArray().Single(s => (string?)s!["name"] == "ours")!["action"]!.GetValue<string>());
        (await workspace.RunAsync("apply")).Exits(0);
        Assert.Equal("theirs.txt has 11 bytes", workspace.Read("ours.txt"));
        (await workspace.RunAsync("destroy", "--yes")).Exits(0);
        Assert.Equal("hello again", workspace.Read("theirs.txt"));
        Assert.False(File.Exists(workspace.PathOf("ours.txt")));
    }

    [Fact]
    public async Task ACloudThatIsRehearsed_HasWhatExists()
    {
        using var workspace = await Workspace.WithAsync("""
            var shared = Aws.Vpc.Subnet.Existing("shared", "subnet-123");
            var main = Aws.Vpc.Vpc.Existing("main", shared.VpcId);
            var app = new Aws.Ec2.Instance("app") { InstanceType = "t3.medium", ImageId = "ami-12345", SubnetId = shared.Id };
            Output("network", main.CidrBlock);
            """);
        var applied = (await workspace.RunAsync("apply", "--twin")).Exits(0);
        Assert.Contains("Plan: 1 to create, 0 to update, 0 to replace, 0 to delete, 2 to read.", applied.Lines);
        Assert.Equal(["aws:ec2:instance"], workspace.World("aws").Select(o => o.Type));
        Assert.True((await workspace.RunAsync("plan", "--twin", "--json")).Exits(0).Plan.Empty);
        Assert.Contains("stroke-dasharray", (await workspace.RunAsync("graph")).Exits(0).Output, StringComparison.Ordinal);
        (await workspace.RunAsync("destroy", "--twin", "--yes")).Exits(0);
        Assert.Empty(workspace.World("aws"));
    }

    private static Task WriteAsync(Workspace workspace, string content) => File.WriteAllTextAsync(workspace.PathOf("theirs.txt"), content, TestContext.Current.CancellationToken);
}
