using CsCheck;
using McpIac.Dsl.Expressions;
using McpIac.Engine.Execution;
using McpIac.Engine.Tests.Worlds;
using McpIac.Plans.Journals;
using McpIac.Plans.Planning;
using McpIac.Plans.States;
using McpIac.Plans.Tests.Programs;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.State.Journals;
using static McpIac.Plans.Tests.Programs.TestProgram;

namespace McpIac.Engine.Tests.Execution;

public sealed class CriticalPathTests
{
    /// <summary>Up to 12 nodes; each waits for some of the earlier ones.</summary>
    private static readonly Gen<(int[] Weights, int[] Edges)> Graphs =
        from weights in Gen.Int[1, 9].Array[1, 12]
        from edges in Gen.Int[0, (1 << 12) - 1].Array[weights.Length]
        select (weights, edges);

    [Fact]
    public void Rest_OfAnyGraph_IsTheLongestOfAllWaysToItsEnd() => Graphs.Sample(graph =>
    {
        var nodes = Nodes(graph.Weights.Length);
        for (var i = 0; i < nodes.Length; i++)
        {
            for (var j = 0; j < i; j++) if ((graph.Edges[i] >> j & 1) == 1) nodes[i].After(nodes[j]);
        }

        CriticalPath.Measure(nodes, n => graph.Weights[n.Number]);
        double Longest(StepNode node) => graph.Weights[node.Number] + node.Dependents.Select(Longest).DefaultIfEmpty(0).Max();
        Assert.Equal(nodes.Select(Longest), nodes.Select(n => n.Rest));
    });

    [Fact]
    public void Rest_EndsWithThePhase()
    {
        var nodes = Nodes(2);
        nodes[1].Phase = ApplyPhase.Contract;
        nodes[1].After(nodes[0]);
        CriticalPath.Measure(nodes, _ => 5);
        Assert.Equal(5, nodes[0].Rest);
    }

    [Fact]
    public async Task AChainBesideManyOthers_IsWorkedOffFirst()
    {
        var harness = new Harness();
        harness.Options = harness.Options with { Parallelism = 1 };
        var program = new TestProgram();
        for (var i = 0; i < 8; i++) program.Add("aws:vpc:vpc", $"other-{i}", ("cidrBlock", V("10.0.0.0/16")));
        var root = program.Add("aws:vpc:vpc", "root", ("cidrBlock", V("10.0.0.0/16")));
        program.Add("aws:vpc:subnet", "leaf", ("vpcId", root["id"]), ("cidrBlock", V("10.0.1.0/24")));
        await harness.ConvergeAsync(program);
        Assert.Equal(["create root", "create leaf"], harness.World.Log.Where(l => !l.Contains("other", StringComparison.Ordinal)));
        Assert.Equal("create root", harness.World.Log[0]);
    }

    [Fact]
    public void Times_AreThoseOfTheJournal_TheNewerCountingMore_AndABatchsSharedOut()
    {
        var at = DateTimeOffset.UnixEpoch;
        RecordedEntry[] entries =
        [
            At(0, Intent("a", "x:y:z", "create")), At(8, Confirmed("a")),
            At(10, Intent("b", "x:y:z", "create")), At(12, Confirmed("b")),
            .. Enumerable.Range(0, 10).Select(i => At(20, Intent($"c{i}", "x:y:w", "delete"))), .. Enumerable.Range(0, 10).Select(i => At(26, new ResourceGone($"c{i}", "u"))),
            At(30, Intent("d", "x:y:v", "create")), At(31, new IntentFailed("d", "failed", "")),
            At(40, Intent("e", "x:y:v", "update")),
        ];
        var times = StepTimes.Of([.. entries.Reverse()]);
        Assert.Equal((5, 3, null, null), (times.Find("x:y:z", "create"), times.Find("x:y:w", "delete"), times.Find("x:y:v", "create"), times.Find("x:y:v", "update")));

        RecordedEntry At(int seconds, JournalEntry entry) => new(0, at.AddSeconds(seconds), entry);
        IntentRecorded Intent(string key, string type, string action) => new(key, action, "u", type, "n", "p", null, null, []);
        ResourceConfirmed Confirmed(string key) => new(key, new ResourceState("u", "x:y:z", "n", "p", "1", Datum.EmptyMap, Datum.EmptyMap, null, null, [], []));
    }

    private static StepNode[] Nodes(int count) => [.. Enumerable.Range(0, count).Select(i => new StepNode(
        new PlanStep(StepAction.Create, "u", "p:a:x", "n", "p", new Dictionary<string, Expression>(), Datum.EmptyMap, [], "", UndoKind.Exact, false, []), "create", null) { Number = i })];
}
