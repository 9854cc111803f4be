using McpIac.EndToEnd.Tests.Documents;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Mistakes;

/// <summary>What an author gets wrong in the portal is one diagnostic, at its place, with a remedy; nothing is applied.</summary>
public sealed class ProgramMistakeTests
{
    [Theory]
    [InlineData("Tag = 150", "Tag = [|\"x\"|]", "MCI2005", "Tag takes a whole number; this is a text (CS0029).", "Write a number without quotes.")]
    [InlineData("Tag = 150", "Tag = [|5000|]", "MCI2005", "tag of app-network: 5000 is more than the maximum 4094.", "Write a value that the provider's schema allows.")]
    [InlineData("Interface =", "[|Interfaces|] =", "MCI2002", "Vlan has no Interfaces (CS0117).", "Did you mean Interface?")]
    [InlineData("SubnetId = subnet.Id", "SubnetId = [|subnett|].Id", "MCI2006", "There is no variable, function or type named subnett here (CS0103).", "Did you mean subnet?")]
    [InlineData("VpcId = vpc.Id", "VpcId = vpc.[|Idd|]", "MCI2007", "Vpc has no Idd (CS1061).", "Did you mean Id?")]
    [InlineData("new Aws.Ec2.Instance($\"app-{i}\")", "[|new Aws.Ec2.Instance(\"app\")|]", "MCI2010",
        "Two resources of aws:ec2:instance are named app (this line runs more than once).", "Give each its own name; in a loop, put the loop's variable into it.")]
    public async Task AMistake_IsOneDiagnosticAtItsPlace(string before, string marked, string id, string message, string remedy)
    {
        var source = MarkedSource.Read(Repository.Read("samples/customer-portal/infra.csx").Replace(before, marked, StringComparison.Ordinal));
        using var workspace = await Workspace.WithAsync(source.Text);

        var built = (await workspace.RunAsync("build")).Exits(1);
        Assert.Equal("", built.Output);
        Assert.Equal($"infra.csx({source.Line},{source.Column}): error {id}: {message}\n{source.Excerpt}  help: {remedy}\n1 error.\n", built.Error);

        var applied = (await workspace.RunAsync("apply", "--twin", "--yes", "--json")).Exits(1);
        Assert.Equal([new Finding(id, "error", message, "infra.csx", source.Line, source.Column, source.Line, source.EndColumn, remedy)], applied.Diagnostics);
        Assert.False(applied.Json.ContainsKey("plan"));
        Assert.Equal("false 1", $"{applied.Json["success"]} {applied.Json["exitCode"]}");
        AssertNothingWasDone(workspace);
    }

    [Fact]
    public async Task SeveralMistakes_AreAllReportedAtOnce()
    {
        using var workspace = await Workspace.WithAsync("""
            var vlan = new Opnsense.Network.Vlan("a") { Tag = 5000, Interface = "igc2" };
            var vpc = new Aws.Vpc.Vpc("b") { CidrBlock = "10.0.0.0/99" };
            var page = new Local.File("c") { Path = "a.txt", Content = "a", Mode = "rw" };
            """);
        var built = (await workspace.RunAsync("build", "--json")).Exits(1);
        Assert.Equal([("MCI2005", 1), ("MCI2005", 2), ("MCI2005", 3)], built.Diagnostics.Select(d => (d.Id, d.Line)));
    }

    [Fact]
    public async Task ACircle_IsNamed()
    {
        var source = MarkedSource.Read("""
            var later = new List<Resource>();
            var first = [|new Local.Random("first", new() { DependsOn = later })|] { Kind = "id" };
            var second = new Local.File("second") { Path = "out/a.txt", Content = first.Value };
            later.Add(second);
            """);
        using var workspace = await Workspace.WithAsync(source.Text);
        var applied = (await workspace.RunAsync("apply", "--yes", "--json")).Exits(1);
        var circle = Assert.Single(applied.Diagnostics);
        Assert.Equal(("MCI2090", "These resources depend on each other in a circle: first → second → first."), (circle.Id, circle.Message));
        Assert.Equal((source.Line, source.Column, source.EndColumn), (circle.Line, circle.Column, circle.EndColumn));
        AssertNothingWasDone(workspace);
    }

    [Fact]
    public async Task AVariableUsedBeforeItsLine_IsReportedThere()
    {
        var source = MarkedSource.Read("""
            var subnet = new Aws.Vpc.Subnet("app-subnet") { VpcId = [|vpc|].Id, CidrBlock = "10.0.1.0/24" };
            var vpc = new Aws.Vpc.Vpc("portal") { CidrBlock = "10.0.0.0/16" };
            """);
        using var workspace = await Workspace.WithAsync(source.Text);
        var built = (await workspace.RunAsync("build", "--json")).Exits(1);
        Assert.Equal(
            [new Finding("MCI1022", "error", "vpc is used here, before line 2 sets it.", "infra.csx", 1, source.Column, 1, source.EndColumn, "Move the declaration above its first use.")],
            built.Diagnostics);
    }

    private static void AssertNothingWasDone(Workspace workspace)
    {
        Assert.Equal(["cache"], Directory.EnumerateFileSystemEntries(workspace.PathOf(".mciacc")).Select(Path.GetFileName));
        Assert.Equal([".mciacc", "infra.csx"], Directory.EnumerateFileSystemEntries(workspace.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }
}
