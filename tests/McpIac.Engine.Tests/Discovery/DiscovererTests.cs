using McpIac.Engine.Discovery;
using McpIac.Engine.Imports;
using McpIac.Engine.Orchestration;
using McpIac.Engine.Tests.Worlds;
using McpIac.Plans.Tests.Programs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using static McpIac.Plans.Tests.Programs.TestProgram;

namespace McpIac.Engine.Tests.Discovery;

/// <summary>What exists and nobody manages: MCI3053, MCI3054, MCI3073, MCI3076.</summary>
public sealed class DiscovererTests
{
    private static WireResource Vpc(int number, string? urn = null, string state = "created") =>
        new($"net#{number}", urn, "aws:vpc:vpc", $"net#{number}", DatumReader.Read("""{"cidrBlock":"10.0.0.0/16"}""").Value!, DatumReader.Read($$"""{"id":"net#{{number}}"}""").Value!, [], state);

    // A server that lists so, whatever it is asked for, a page after the other.
    private static Harness Listing(params IReadOnlyList<WireResource>[] pages) => new()
    {
        Intercept = (_, args, _) => Task.FromResult<object?>(args is not ListArguments list ? null : WorldConnection.Answer<ListData>(new ListData(
            pages[int.Parse(list.Cursor ?? "0", System.Globalization.CultureInfo.InvariantCulture) % pages.Length],
            (int.Parse(list.Cursor ?? "0", System.Globalization.CultureInfo.InvariantCulture) + 1) % (pages.Length + 1) is var next && next == pages.Length ? null : $"{next}"))),
    };

    private static async Task<Discovered> ListAsync(Harness harness, string? type = null, int limit = 100, string known = "")
    {
        await using var pool = harness.Pool();
        return await Discoverer.ListAsync("aws", type, limit, (_, id) => id == known, pool, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task EveryPage_IsRead_AndWhatSomebodyManagesIsLeftOut()
    {
        var harness = Listing([Vpc(3), Vpc(1, "shop/aws:vpc:vpc/net"), Vpc(4, state: "deleted")], [Vpc(2), Vpc(5)]);
        var found = await ListAsync(harness, known: "net#5");
        Assert.Equal((true, "net#2, net#3"), (found.IsComplete, string.Join(", ", found.Resources.Select(r => r.Id))));
        var few = await ListAsync(harness, limit: 1);
        Assert.Equal((false, 1), (few.IsComplete, few.Resources.Count));
        Assert.Empty((await ListAsync(harness, "aws:ec2:instance")).Resources);
    }

    [Fact]
    public async Task AServerThatGoesInCircles_Ends()
    {
        var harness = new Harness { Intercept = (_, args, _) => Task.FromResult<object?>(args is ListArguments ? WorldConnection.Answer<ListData>(new ListData([Vpc(1)], "again")) : null) };
        Assert.Single((await ListAsync(harness)).Resources);
    }

    [Fact]
    public async Task AServerThatCantList_IsAnError() => Assert.Equal("MCI3076", Assert.Single((await ListAsync(new Harness())).Diagnostics).Id);

    [Fact]
    public async Task AWrongId_ComesWithTheOneThatWasMeant()
    {
        var harness = Listing([Vpc(12), Vpc(99)]);
        await using var pool = harness.Pool();
        var (found, problem) = await Discoverer.FindAsync("main", "aws", TestTypes.Catalog.Find("aws:vpc:vpc")!, "net#13", pool, TestContext.Current.CancellationToken);
        Assert.Null(found);
        Assert.Equal(("MCI3053", "Did you mean net#12?"), (problem?.Id, problem?.Remedy));
    }

    [Fact]
    public async Task AnImport_IsRecorded_AndChangesNothing()
    {
        var harness = new Harness();
        harness.World.Objects["net#9"] = Vpc(9);
        harness.World.Owners["net#9"] = "aws";
        TestProgram Program(string cidr)
        {
            var program = new TestProgram();
            var net = program.Add("aws:vpc:vpc", "net", ("cidrBlock", V(cidr)), ("tags", new Dsl.Expressions.MapExpression([new("team", V("a"))])));
            program.Add("aws:ec2:instance", "app", [net.Urn], ("subnetId", V("s")), ("size", V("large")));
            return program;
        }

        async Task<ImportResult> ImportAsync(TestProgram program, string id)
        {
            using var journal = new MemoryJournal(harness.Storage, new KillSwitch());
            await using var pool = harness.Pool();
            var bound = program.Bound();
            return await Orchestrator.ImportAsync(bound, bound.Resources[0], id, TestTypes.Catalog, journal, pool, TestContext.Current.CancellationToken);
        }

        Assert.Equal("MCI3053", Assert.Single((await ImportAsync(Program("10.0.0.0/16"), "net#8")).Diagnostics).Id);
        Assert.Equal(0, harness.State.Serial);
        var result = await ImportAsync(Program("10.0.0.0/16"), "net#9");
        Assert.Equal("net#9", result.Resource?.Id);
        Assert.Equal(["tags"], result.Differences.Select(d => d.Path));
        Assert.Empty(harness.World.Log);
        Assert.Equal("Update net: tags: added\nCreate app: new", Harness.PlanText(await harness.PlanAsync(Program("10.0.0.0/16"))));
        Assert.Equal("MCI3073", Assert.Single((await ImportAsync(Program("10.0.0.0/16"), "net#9")).Diagnostics).Id);
    }
}
