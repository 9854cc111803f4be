using System.Globalization;
using CsCheck;
using McpIac.Engine.Execution;
using McpIac.Engine.Orchestration;
using McpIac.Engine.Tests.Execution;
using McpIac.Engine.Tests.Worlds;
using McpIac.Plans.Journals;
using McpIac.Plans.Planning;
using McpIac.Plans.States;
using McpIac.Plans.Tests.Programs;
using McpIac.Schemas.Data;

namespace McpIac.Engine.Tests.Fuzzing;

/// <summary>
/// Random program over random prior state, with random faults of providers and random meddling, in every mode: whatever is reported has to be so, and whatever happened the next apply without
/// faults ends as if nothing had. <c>MCIACC_FUZZ_CASES</c> says how many.
/// </summary>
public sealed class EngineFuzzer
{
    private static readonly int Cases = int.TryParse(Environment.GetEnvironmentVariable("MCIACC_FUZZ_CASES"), CultureInfo.InvariantCulture, out var asked) ? asked : 10_000;

    private sealed record Case(TestProgram From, TestProgram To, IReadOnlyDictionary<int, Ill> Ills, OnFailure OnFailure, int Parallelism, int Page, int Meddled, bool Destroys)
    {
        public override string ToString() => $"""
            {(Destroys ? "destroy" : "apply")} --on-failure {OnFailure} --parallelism {Parallelism}, pages of {Page}, {Meddled} meddled with; {string.Join(", ", Ills.OrderBy(i => i.Key).Select(i => $"{i.Key}: {i.Value}"))}
            from: {Describe(From)}
            to:   {Describe(To)}
            """;

        private static string Describe(TestProgram program) => string.Join("; ", program.Bound().Resources.Select(r =>
            $"{r.Type.Token} {r.Name}({string.Join(", ", r.Properties.Select(p => $"{p.Key}={Dsl.Expressions.ExpressionJson.Write(p.Value)}"))})"));
    }

    private static readonly Gen<Dictionary<int, Ill>> Ills = Gen.Select(
        Gen.Select(Gen.Int[1, 8], Gen.Enum<Ill>()).Array[0, 3], Gen.Int[1001, 1006].Array[0, 2],
        (some, questions) => some.Where(i => i.Item2 != Ill.CantBeAsked).Concat(questions.Select(q => (q, Ill.CantBeAsked))).DistinctBy(i => i.Item1).ToDictionary(i => i.Item1, i => i.Item2));

    private static readonly Gen<Case> Any =
        from programs in Gen.Select(RandomPrograms.One, RandomPrograms.One)
        from ills in Ills
        from onFailure in Gen.Enum<OnFailure>()
        from parallelism in Gen.OneOf(1, 2, 16)
        from page in Gen.OneOf(0, 2, 100)
        from meddled in Gen.Frequency((3, Gen.Const(0)), (1, Gen.Int[1, 3]))
        from destroys in Gen.Frequency((6, Gen.Const(false)), (1, Gen.Const(true)))
        select new Case(programs.Item1, programs.Item2, ills, onFailure, parallelism, page, meddled, destroys);

    [Fact]
    public void WhateverGoesWrong_WhatIsReportedIsSo_AndTheNextApplyConverges() => Any.Sample(c => Task.Run(() => RunAsync(c)).GetAwaiter().GetResult(), iter: Cases, print: c => c.ToString());

    private static async Task RunAsync(Case c)
    {
        var harness = await PreparedAsync(c.From, c.Parallelism, c.Page);
        Meddle(harness, c.Meddled);
        var before = harness.World.Describe();
        harness.Options = harness.Options with { OnFailure = c.OnFailure };
        harness.Intercept = new Trouble(harness, c.Ills).InterceptAsync;
        var result = c.Destroys ? await harness.DestroyAsync() : await harness.ApplyAsync(c.To);
        harness.Intercept = null;

        // State is what its journal says, and refers to nothing that it doesn't have.
        Assert.Equal(Shown(Replay.Apply(DeploymentState.Empty("shop"), harness.Storage.Lines.Select(l => JournalJson.Read(l.Kind, l.Body)!))), Shown(harness.State));
        if (result.Outcome == ApplyOutcome.Succeeded && c.Destroys) Assert.Empty(harness.World.Objects);
        if (result.Outcome == ApplyOutcome.Succeeded) AssertSame(harness);
        if (result.Outcome == ApplyOutcome.RolledBack && c.Meddled == 0)
        {
            Assert.Equal(before, harness.World.Describe());
            AssertSame(harness);
        }

        // What failed without an effect isn't called anything else.
        foreach (var failed in result.Resources.Where(r => r.Fate == ResourceFate.Skipped && r.Action == Plans.Planning.StepAction.Create))
            Assert.DoesNotContain(harness.World.Objects.Values, o => o.Urn == failed.Urn && harness.State.Pending.All(p => p.Urn != o.Urn) && !harness.State.Resources.ContainsKey(o.Urn!));

        await harness.ConvergeAsync(c.To);
        Assert.Equal((await PreparedAsync(c.To, 1, 0)).World.Describe(), harness.World.Describe());
    }

    // What goes first is still used by what another provider has and is only updated after: no provider but this world's would know of that.
    private static bool IsBoxedIn(Plan plan, DeploymentState state) => plan.Steps.Any(s => s is { Action: StepAction.Replace or StepAction.Delete, DeleteFirst: true }
        && RandomPrograms.Catalog.Find(s.Type) is { NaturalKeys.Count: 0, DeleteFirst: false }
        && plan.Steps.Any(u => u.Action == StepAction.Update && !s.ReleasedBy.Contains(u.Urn) && u.Provider != s.Provider && state.Resources.TryGetValue(u.Urn, out var user) && user.Dependencies.Contains(s.Urn)));

    /// <summary>Every object is known, and everything known is there.</summary>
    private static void AssertSame(Harness harness)
    {
        Assert.Empty(harness.State.Pending);
        Assert.Equal(harness.State.Resources.Values.SelectMany(r => r.Deposed.Select(d => d.Id).Append(r.Id)).Where(id => id.Length > 0).Order(StringComparer.Ordinal), harness.World.Objects.Keys.Order(StringComparer.Ordinal));
    }

    private static void Meddle(Harness harness, int count)
    {
        foreach (var (id, index) in harness.World.Objects.Keys.Order(StringComparer.Ordinal).Take(count).Select((id, i) => (id, i)).ToArray())
        {
            // Deleting what others refer to is more than this world allows anybody.
            if (harness.World.Objects[id].Properties["label"] is not null && index % 2 == 0) harness.World.Meddle(id, "label", Datum.Of("meddled"));
            else if (harness.World.Objects.Values.All(o => o.Id == id || !o.Properties.ToString().Contains(id, StringComparison.Ordinal))) harness.World.Objects.Remove(id);
        }
    }

    private static async Task<Harness> PreparedAsync(TestProgram program, int parallelism, int page)
    {
        var harness = new Harness(RandomPrograms.Catalog);
        harness.World.Page = page;
        harness.Options = harness.Options with { Parallelism = parallelism };
        await harness.ConvergeAsync(program);
        return harness;
    }

    private static string Shown(DeploymentState state) => StateJson.Write(state);
}
