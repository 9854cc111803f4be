using McpIac.Dsl.Expressions;
using McpIac.Engine.Execution;
using McpIac.Engine.Snapshots;
using McpIac.Engine.Tests.Worlds;
using McpIac.Plans.Journals;
using McpIac.Plans.Tests.Programs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using static McpIac.Plans.Tests.Programs.TestProgram;

namespace McpIac.Engine.Tests.Snapshots;

/// <summary>Providers keep copies and go back to them; state says afterwards what there is, whatever they say.</summary>
public sealed class DeploymentSnapshotTests
{
    private const string Page = "shop/files:file:file/page";
    private readonly Harness harness = new();
    private readonly List<WireResource> kept = [];

    public DeploymentSnapshotTests() => harness.World.Page = 10;

    [Fact]
    public async Task WhatProvidersRestore_IsInStateAfterwards_WithNewIds()
    {
        await harness.ConvergeAsync(Program("a", "old"));
        Offer();
        var (entry, problems) = await TakeAsync();
        Assert.Equal(["MCI4047 The snapshot of shop is without what fw has, which can't take any."], problems);
        await harness.ConvergeAsync(Program("b", "new"));
        var result = await RestoreAsync(entry!);
        Assert.Equal(ApplyOutcome.RolledBack, result.Outcome);
        Assert.Equal(["new Restored", "old Restored", "page Restored"], result.Resources.Select(r => $"{r.Name} {r.Fate}").Order(StringComparer.Ordinal));
        Assert.Equal("a", harness.State.Resources[Page].Inputs["content"]!.AsText());
        Assert.Equal("", Harness.PlanText(await harness.PlanAsync(Program("a", "old"))));
        await harness.ConvergeAsync(Program("b", "new"));
    }

    [Fact]
    public async Task WhatIsNotRestored_IsToldOf_AndStateSaysWhatIs()
    {
        await harness.ConvergeAsync(Program("a", "old"));
        Offer(refused: "page");
        var (entry, _) = await TakeAsync();
        await harness.ConvergeAsync(Program("b", "new"));
        var result = await RestoreAsync(entry!);
        Assert.Equal(ApplyOutcome.Failed, result.Outcome);
        Assert.Equal((ResourceFate.Irreversible, "not this one"), (result.Resources.Single(r => r.Name == "page").Fate, result.Resources.Single(r => r.Name == "page").Message));
        Assert.Equal("b", harness.State.Resources[Page].Inputs["content"]!.AsText());
        Assert.Contains("\"failed\"", harness.Storage.Lines[^1].Body, StringComparison.Ordinal);
        Assert.Equal("", Harness.PlanText(await harness.PlanAsync(Program("b", "old"))));
    }

    [Fact]
    public async Task WithoutAProviderThatOffersIt_OrWithOneThatFails_ThereIsNone()
    {
        Assert.Equal(["MCI4047 There is no snapshot of shop: nothing of it is known to exist."], (await TakeAsync()).Problems);
        await harness.ConvergeAsync(Program("a", "old"));
        Assert.Equal(["MCI4047 There is no snapshot of shop: files, fw can't take any."], (await TakeAsync()).Problems);
        harness.Intercept = (tool, _, _) => Task.FromResult<object?>(tool == "createSnapshot" ? WorldConnection.Error<SnapshotData>(ErrorCodes.Quota, "the disk is full") : null);
        Assert.Equal(["MCI4046 files couldn't take a snapshot: the disk is full.", "MCI4046 fw couldn't take a snapshot: the disk is full."], (await TakeAsync()).Problems);
        Assert.DoesNotContain(harness.Storage.Lines, l => l.Kind == "snapshotTaken");
    }

    [Theory]
    [InlineData("b", "new")]
    [InlineData("a", "old")]
    public async Task WhatAKilledRestoreCameTo_IsFoundOutFirst_AndNothingIsThereTwice(string content, string other)
    {
        await harness.ConvergeAsync(Program("a", "old"));
        Offer();
        var (entry, _) = await TakeAsync();
        await harness.ConvergeAsync(Program("b", "new"));
        using (var journal = new MemoryJournal(harness.Storage, new KillSwitch())) journal.Append(new RunStarted("killed", "snapshot restore", entry!.Serial));
        Restore(refused: null);
        await harness.ConvergeAsync(Program(content, other));
        Assert.Equal(harness.World.Objects.Values.Select(o => o.Urn).Distinct().Count(), harness.World.Objects.Count);
    }

    [Fact]
    public async Task WhatRefersToWhatWasMadeAnew_GetsItsNewId_WhereThatIsAnUpdate()
    {
        TestProgram Program(bool page)
        {
            var program = new TestProgram();
            var file = page ? program.Add("files:file:file", "page", ("path", V("p")))["id"] : V("nothing");
            program.Add("fw:haproxy:frontend", "user", ("backend", Join(V("uses "), file)), ("bind", V("0.0.0.0:80")));
            program.Add("fw:alias:member", "fixed", ("alias", file), ("value", V("v")));
            program.Add("fw:haproxy:backend", "hidden", ("name", new Secret(V("hidden-name"))), ("servers", L(file)));
            return program;
        }

        await harness.ConvergeAsync(Program(page: true));
        Offer();
        var (entry, _) = await TakeAsync();

        // It goes behind our backs, so that those that use it still have its id.
        var gone = harness.World.Objects.Values.Single(o => o.Name == "page").Id;
        harness.World.Objects.Remove(gone);
        var result = await RestoreAsync(entry!);
        Assert.Equal(["MCI4081", "MCI4081"], result.Diagnostics.Select(d => d.Id));
        Assert.Equal([
            "fixed (fw:alias:member) still refers to what was made anew, by what that was before: it has to be replaced for that.",
            "hidden (fw:haproxy:backend) still refers to what was made anew, by what that was before: its secrets would have to be sent again, and state keeps none."], result.Diagnostics.Select(d => d.Message).Order(StringComparer.Ordinal));
        Assert.Equal(["page Restored", "user Restored"], result.Resources.Select(r => $"{r.Name} {r.Fate}").Order(StringComparer.Ordinal));
        Assert.Equal($"uses {gone}0", harness.World.Objects.Values.Single(o => o.Name == "user").Properties["backend"]!.AsText());
        Assert.Equal("Replace fixed, Update hidden", string.Join(", ", (await harness.PlanAsync(Program(page: true))).Steps.Where(s => s.Action != Plans.Planning.StepAction.NoOp).Select(s => $"{s.Action} {s.Name}").Order(StringComparer.Ordinal)));
        await harness.ConvergeAsync(Program(page: true));
    }

    [Fact]
    public async Task AnUpdateOfAReferenceThatFails_IsToldOf()
    {
        TestProgram Program()
        {
            var program = new TestProgram();
            var file = program.Add("files:file:file", "page", ("path", V("p")));
            program.Add("fw:haproxy:frontend", "user", ("backend", file["id"]), ("bind", V("0.0.0.0:80")));
            return program;
        }

        await harness.ConvergeAsync(Program());
        Offer();
        var (entry, _) = await TakeAsync();
        harness.World.Objects.Remove(harness.World.Objects.Values.Single(o => o.Name == "page").Id);
        harness.World.Fault = c => c.Name == "user" ? new WireError(ErrorCodes.Denied, "no") : null;
        var result = await RestoreAsync(entry!);
        Assert.Equal(ApplyOutcome.Failed, result.Outcome);
        Assert.Equal(["page Restored", "user RollbackFailed"], result.Resources.Select(r => $"{r.Name} {r.Fate}").Order(StringComparer.Ordinal));
        harness.World.Fault = _ => null;
        await harness.ConvergeAsync(Program());
    }

    private static TestProgram Program(string content, string other)
    {
        var program = new TestProgram();
        program.Add("files:file:file", "page", ("path", V("p")), ("content", V(content)));
        program.Add("files:file:file", other, ("path", V(other)));
        program.Add("fw:alias:alias", "alias", ("name", V("x")));
        return program;
    }

    /// <summary>What <c>files</c> has is kept and brought back, what was deleted under a new id; <c>fw</c> offers nothing.</summary>
    private void Offer(string? refused = null) => harness.Intercept = (tool, args, _) => Task.FromResult<object?>((tool, args) switch
    {
        ("createSnapshot", _) when kept.Count == 0 => Keep(),
        ("rollbackToSnapshot", RollbackArguments { SnapshotId: "snap-1" }) => WorldConnection.Answer<RollbackData>(new RollbackData(Restore(refused))),
        _ => null,
    });

    private object Keep()
    {
        kept.AddRange(harness.World.Objects.Values.Where(o => o.Type == "files:file:file"));
        return WorldConnection.Answer<SnapshotData>(new SnapshotData("snap-1", "", kept.Count, "exact", []));
    }

    private IReadOnlyList<WireRollbackResult> Restore(string? refused)
    {
        var (objects, results) = (harness.World.Objects, new List<WireRollbackResult>());
        foreach (var then in kept)
        {
            results.Add(then.Name == refused ? new WireRollbackResult(then.Urn!, "irreversible", new WireError(ErrorCodes.Unsupported, "not this one")) : new WireRollbackResult(then.Urn!, "restored"));
            if (then.Name == refused) continue;
            var id = objects.ContainsKey(then.Id) ? then.Id : then.Id + "0";
            objects[id] = then with { Id = id, Outputs = then.Outputs!.With("id", Datum.Of(id)) };
            harness.World.Owners[id] = "files";
        }

        foreach (var added in objects.Values.Where(o => o.Type == "files:file:file" && kept.All(k => k.Urn != o.Urn)).ToArray())
        {
            objects.Remove(added.Id);
            results.Add(new WireRollbackResult(added.Urn!, "restored"));
        }

        return results;
    }

    private async Task<(State.Journals.RecordedEntry? Entry, IReadOnlyList<string> Problems)> TakeAsync()
    {
        using var journal = new MemoryJournal(harness.Storage, new KillSwitch());
        await using var pool = harness.Pool();
        var (snapshot, problems) = await DeploymentSnapshots.TakeAsync(journal.Read(), "label", pool, CancellationToken.None);
        if (snapshot is not null) journal.Append(snapshot);
        return (journal.Snapshots(1).FirstOrDefault(), [.. problems.Select(p => $"{p.Id} {p.Message}")]);
    }

    private async Task<ApplyResult> RestoreAsync(State.Journals.RecordedEntry snapshot)
    {
        using var journal = new MemoryJournal(harness.Storage, new KillSwitch());
        await using var pool = harness.Pool();
        return await DeploymentSnapshots.RestoreAsync(snapshot, journal, pool, TestTypes.Catalog, CancellationToken.None);
    }
}
