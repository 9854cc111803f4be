using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Options;

/// <summary>Options of resources, as a user meets them.</summary>
public sealed class ResourceOptionTests
{
    private const string Shop = """
        var vpc = new Aws.Vpc.Vpc("net") { CidrBlock = "10.0.0.0/16", Tags = { ["team"] = "web" } };
        var db = new Aws.Rds.Instance("db", new() { Protect = true }) { Engine = "postgres", InstanceClass = "db.t3.micro" };
        """;

    [Fact]
    public async Task AResourcesLife_UnderItsOptions()
    {
        using var workspace = await Workspace.WithAsync(Shop);
        (await workspace.RunAsync("apply", "--twin")).Exits(0);

        // Protected, and so remembered: neither replaced nor deleted nor destroyed.
        workspace.Edit("\"postgres\"", "\"mysql\"");
        var refused = Assert.Single((await workspace.RunAsync("apply", "--twin", "--yes", "--json")).Exits(1).Diagnostics);
        Assert.Equal(("MCI3050", 2), (refused.Id, refused.Line));
        workspace.Edit("\"mysql\"", "\"postgres\"");
        Assert.Equal("MCI3050", Assert.Single((await workspace.RunAsync("destroy", "--twin", "--yes", "--json")).Exits(1).Diagnostics).Id);

        // Renamed, its changes ignored, and no longer protected, in one go; the object stays what it is.
        var before = workspace.World("aws").Select(o => o.Id).ToArray();
        workspace.Edit("(\"db\", new() { Protect = true })", "(\"orders\", new() { Aliases = [\"db\"], Retain = true })");
        workspace.Edit("(\"net\")", "(\"net\", new() { IgnoreChanges = [\"tags.team\"] })");
        workspace.Edit("[\"team\"] = \"web\"", "[\"team\"] = \"shop\"");
        var renamed = (await workspace.RunAsync("apply", "--twin")).Exits(0);
        Assert.Contains("    app/aws:rds:instance/db → app/aws:rds:instance/orders", renamed.Lines);
        Assert.Contains("Plan: 0 to create, 0 to update, 0 to replace, 0 to delete, 1 renamed.", renamed.Lines);
        Assert.Equal(before, workspace.World("aws").Select(o => o.Id));
        Assert.True((await workspace.RunAsync("plan", "--twin", "--json")).Exits(0).Plan.Empty);

        // Retained: forgotten when the rest is destroyed.
        var destroyed = (await workspace.RunAsync("destroy", "--twin", "--yes")).Exits(0);
        Assert.Contains(destroyed.Lines, l => l.EndsWith("1 resource deleted, 1 forgotten.", StringComparison.Ordinal));
        var kept = Assert.Single(workspace.World("aws"));
        Assert.Equal("aws:rds:instance", kept.Type);

        // And taken over again, under yet another name, with a change.
        workspace.Edit("(\"orders\", new() { Aliases = [\"db\"], Retain = true })", $"(\"bookings\", new() {{ Import = \"{kept.Id}\" }})");
        workspace.Edit("\"db.t3.micro\"", "\"db.t3.small\"");
        var imported = (await workspace.RunAsync("apply", "--twin")).Exits(0);
        Assert.Contains("Plan: 1 to create, 0 to update, 0 to replace, 0 to delete, 1 to import.", imported.Lines);
        Assert.Equal("db.t3.small", workspace.World("aws").Single(o => o.Id == kept.Id).Properties["instanceClass"]!.GetValue<string>());
        Assert.True((await workspace.RunAsync("plan", "--twin", "--json")).Exits(0).Plan.Empty);
        (await workspace.RunAsync("destroy", "--twin", "--yes")).Exits(0);
        Assert.Empty(workspace.World("aws"));
    }

    [Fact]
    public async Task AFileThatIsThere_IsImported()
    {
        using var workspace = await Workspace.WithAsync("""
            new Local.File("page", new() { Import = "page.txt" }) { Path = "page.txt", Content = "hello" };
            """);
        Assert.Equal("MCI3053", Assert.Single((await workspace.RunAsync("apply", "--json")).Exits(1).Diagnostics).Id);
        await File.WriteAllTextAsync(workspace.PathOf("page.txt"), "hello", TestContext.Current.CancellationToken);
        var applied = (await workspace.RunAsync("apply")).Exits(0);
        Assert.Contains(applied.Lines, l => l.EndsWith("0 deleted, 1 imported.", StringComparison.Ordinal));
        Assert.True((await workspace.RunAsync("plan", "--json")).Exits(0).Plan.Empty);
        workspace.Edit("\"hello\"", "\"bye\"");
        (await workspace.RunAsync("apply")).Exits(0);
        Assert.Equal("bye", await File.ReadAllTextAsync(workspace.PathOf("page.txt"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ResourcesOfTwoServersOfOneProvider_AreMadeWhereTheySay()
    {
        using var workspace = await Workspace.WithAsync("""
            foreach (var region in new[] { "aws", "west" })
                new Aws.Vpc.Vpc($"net-{region}", new() { Provider = region }) { CidrBlock = "10.0.0.0/16" };
            """);
        Assert.Equal("MCI2054", Assert.Single((await workspace.RunAsync("build", "--json")).Exits(1).Diagnostics).Id);
        await workspace.WriteSettingsAsync("providers: { west: { type: aws, env: { AWS_REGION: us-west-2 } } }");
        (await workspace.RunAsync("apply", "--twin")).Exits(0);
        Assert.Equal(["net-aws"], workspace.World("aws").Select(o => o.Name));
        Assert.Equal(["net-west"], workspace.World("west").Select(o => o.Name));

        workspace.Edit("new[] { \"aws\", \"west\" }", "new[] { \"west\" }");
        (await workspace.RunAsync("apply", "--twin", "--yes")).Exits(0);
        Assert.Empty(workspace.World("aws"));
        (await workspace.RunAsync("destroy", "--twin", "--yes")).Exits(0);
        Assert.Empty(workspace.World("west"));
    }
}
