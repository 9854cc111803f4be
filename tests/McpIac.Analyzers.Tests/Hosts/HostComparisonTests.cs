using McpIac.Analyzers.Rules;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Snapshots;

namespace McpIac.Analyzers.Tests.Hosts;

/// <summary>Scripts and projects are checked alike: the same ids at the same places.</summary>
public sealed class HostComparisonTests
{
    // There C# says it itself (CS0841): it checks locals, and a script's variables are fields.
    private const string OfScriptsAlone = "MCI1022";

    public static TheoryData<string> Ids => [.. AllRules.Descriptors.Select(d => d.Id).Where(id => id is not "MCI3199")];

    [Theory, MemberData(nameof(Ids))]
    public async Task PageOfARule_HasAnExampleThatBothHostsReport_AndOneThatIsRight(string id)
    {
        var programs = DocumentedCode.Of("csharp", "docs", "diagnostics", id + ".md");
        var data = DocumentedCode.Of("json", "docs", "diagnostics", id + ".md");
        var (baseline, snapshot) = (data.FirstOrDefault(d => d.Contains("\"inputs\"", StringComparison.Ordinal)), data.FirstOrDefault(d => d.Contains("\"mciacc\"", StringComparison.Ordinal)));
        Assert.Equal(2, programs.Count);

        var script = await ScriptHost.Check(programs[0], baseline, snapshot);
        var marked = programs[0].Split('\n').Index().Where(l => l.Item.EndsWith("// " + id, StringComparison.Ordinal)).Select(l => (id, l.Index + 1));
        Assert.Equal(marked, script.Select(p => (p.Id, p.Line)));
        if (id != OfScriptsAlone) Assert.Equal(script, await ProjectHost.Check(programs[0], baseline, Load(snapshot)));
        Assert.Empty(await ScriptHost.Diagnostics(programs[1], baseline, snapshot));
        Assert.Empty(await ProjectHost.Check(programs[1], baseline, Load(snapshot)));
    }

    public static TheoryData<string> Broken =>
    [
        """
        const int Most = 4095;
        var vlans = Enumerable.Range(Most - 1, 3).Select(i => new Opnsense.Network.Vlan($"v{i}") { Tag = i, Interface = "igc2" }).ToList();
        """,
        """
        var vpc = new Aws.Vpc.Vpc("portal") { CidrBlock = "10.0.0/16" };
        foreach (var (name, block) in new[] { ("a", "10.0.1.0/24"), ("b", "10.0.2.0/33") })
            new Aws.Vpc.Subnet(name) { VpcId = vpc.Id, CidrBlock = block };
        """,
        """
        var site = new Lab.Net.Site("a") { Rules = [new() { Port = 1 }, new() { Port = 99999 }], Health = new() { Path = "no" }, Mode = "quick", Tags = { ["x"] = "y" } };
        var box = new Lab.Net.Box("b") { Site = $"{site.Zone}" };
        """,
        """
        var sites = new List<Lab.Net.Site>();
        for (var i = 0; i < 3; i++) sites.Add(new Lab.Net.Site("same"));
        Output("zones", string.Join(",", sites.Select(s => s.Zone)));
        """,
        """
        var site = new Lab.Net.Site("a") { Password = "hunter2-hunter2" };
        var file = new Local.File("f") { Path = "out/f", Content = site.Secret };
        new Local.File("g") { Path = "out/g", Content = "${site.zone}" };
        """,
        """
        var site = new Lab.Net.Site("a");
        var text = site.Size.ToString() == "3" ? $"three {site.Zone}" : "other";
        if (site.About == null) new Lab.Net.Box("b") { Site = site.Id };
        """,
        """
        var site = new Lab.Net.Site("a");
        Output("x", site.Zone.Select(z => z.Normalize() + z.Length));
        Output("y", site.Addresses.Where(a => char.IsDigit(a[0])).Select(a => a + DateTime.Now));
        site.Zone.Select(z => z + "!");
        """,
        """
        var now = DateTime.UtcNow;
        var id = Guid.NewGuid();
        new Local.File("f") { Path = $"out/{Environment.MachineName}", Content = $"{now} {id} {new Random().Next()}" };
        """,
        """
        new Lab.Net.Site("a") { Device = new Lab.Net.Box("b").Id, Peers = [.. new[] { new Lab.Net.Box("c") }.Select(b => b.Id)] };
        new Lab.Net.Site.RulesItem { Port = 70000 };
        """,
        """
        var vpc = new Aws.Vpc.Vpc("portal") { CidrBlock = "10.0.0.0/16" };
        for (var i = 0; i < 4; i++) new Aws.Vpc.Subnet($"s{i}") { VpcId = vpc.Id, CidrBlock = $"10.0.{i / 2}.0/24" };
        new Aws.Vpc.Subnet("far") { VpcId = vpc.Id, CidrBlock = "192.168.0.0/24" };
        new Local.File($"f-{vpc.Id}") { Path = "x" };
        """,
    ];

    [Theory, MemberData(nameof(Broken))]
    public async Task BrokenProgram_IsReportedAlikeByBothHosts(string program)
    {
        var project = await ProjectHost.Check(program);
        Assert.NotEmpty(project);
        Assert.Equal(project, await ScriptHost.Check(program));
    }

    private static Catalog? Load(string? snapshot) => snapshot is null ? null : CatalogLoader.Load([new SnapshotSource("more.mcp.json", snapshot)]).Catalog;
}
