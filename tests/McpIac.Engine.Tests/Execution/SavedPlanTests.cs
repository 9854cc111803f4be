using CsCheck;
using McpIac.Engine.Execution;
using McpIac.Engine.Orchestration;
using McpIac.Engine.Tests.Worlds;
using McpIac.Plans.Saved;
using McpIac.Plans.Tests.Programs;
using McpIac.Schemas.Data;

namespace McpIac.Engine.Tests.Execution;

/// <summary>A plan that was saved does what it would have done at once, without the program.</summary>
public sealed class SavedPlanTests
{
    [Fact]
    public void ASavedPlan_EndsAsAnApplyOfTheProgram() => Gen.Select(RandomPrograms.One, RandomPrograms.One).Sample((from, to) => Task.Run(async () =>
    {
        var (saving, applying) = (new Harness(RandomPrograms.Catalog), new Harness(RandomPrograms.Catalog));
        await saving.ConvergeAsync(from);
        await applying.ConvergeAsync(from);
        var plan = await saving.PlanAsync(to);
        if (SavedPlanJson.Write(new SavedPlan(plan, null, false, []), RandomPrograms.Catalog).Plan is not { } data) return;
        var text = PlanFile.Write(data, null);
        var saved = SavedPlanJson.Read(PlanFile.Read(text, null).Plan!)!.Plan;
        using var journal = new MemoryJournal(saving.Storage, saving.World.Kill);
        await using var pool = saving.Pool();
        var result = await Orchestrator.ApplyAsync(saved, null, journal, pool, saving.Options with { Catalog = RandomPrograms.Catalog }, saving, CancellationToken.None);
        Assert.Equal(ApplyOutcome.Succeeded, result.Outcome);
        await applying.ConvergeAsync(to);
        await saving.ConvergeAsync(to);
        Assert.Equal(applying.World.Describe(), saving.World.Describe());
        Assert.Equal("The plan is stale", (await Orchestrator.ApplyAsync(saved, null, journal, pool, saving.Options with { Catalog = RandomPrograms.Catalog }, saving, CancellationToken.None))
            .Diagnostics.Select(d => d.Message.Split(':')[0]).FirstOrDefault() ?? (plan.IsEmpty ? "The plan is stale" : ""));
    }).GetAwaiter().GetResult(), iter: 150, threads: 1);
}
