using McpIac.Providers.Handlers;
using McpIac.Providers.Tests.Harness;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using static McpIac.Providers.Tests.Harness.Session;

namespace McpIac.Providers.Tests.Deployments;

public sealed class DeploymentTests
{
    private readonly Reality reality = new();

    [Fact]
    public async Task State_TellsResourcesDependenciesSnapshotsAndDoubts()
    {
        var handler = new ItemHandler(reality) { OnUpdate = (_, _) => throw new InvalidOperationException() };
        await using var session = await StartAsync(handler);
        var a = await session.MadeAsync(Create("a", Map(("size", 1))));
        await session.MadeAsync(Create("b", Map(("size", 2))) with { Dependencies = [a.Urn!] });
        await session.ApplyOneAsync(Update(a, Map(("size", 3)), "doubtful"));
        var snapshot = (await session.CallAsync<SnapshotData>("createSnapshot", new CreateSnapshotArguments("d"))).Data!;
        var state = (await session.CallAsync<DeploymentStateData>("getDeploymentState", new DeploymentStateArguments("d"))).Data!;
        Assert.Equal(["a", "b"], state.Resources.Select(r => r.Name));
        Assert.Equal([a.Urn!], state.Dependencies["d/test:thing:item/b"]);
        Assert.Equal([snapshot.SnapshotId], state.Checkpoints);
        Assert.Equal(["doubtful"], state.Pending);
        Assert.Equal(2, state.Version);
        Assert.Equal("notFound", (await session.CallAsync<DeploymentStateData>("getDeploymentState", new DeploymentStateArguments("x"))).Error!.Code);
    }

    [Fact]
    public async Task Destroy_DeletesDependentsFirst()
    {
        var handler = new ItemHandler(reality);
        await using var session = await StartAsync(handler);
        await session.MadeAsync(Create("base", Map(("size", 1))));
        await session.MadeAsync(Create("middle", Map(("size", 1))) with { Dependencies = ["d/test:thing:item/base"] });
        await session.MadeAsync(Create("top", Map(("size", 1))) with { Dependencies = ["d/test:thing:item/middle", "other/server/x"] });
        var answer = await session.CallAsync<ApplyData>("destroyDeployment", new DestroyArguments("d"));
        Assert.True(answer.Success);
        Assert.Equal(["delete top", "delete middle", "delete base"], handler.Calls.Skip(3));
        Assert.Empty(session.Store.Objects());
    }

    [Fact]
    public async Task Destroy_ThatFailsOnTheWay_KeepsTheRest_AndCanBeRepeated()
    {
        var fail = true;
        var handler = new ItemHandler(reality)
        {
            OnDelete = (_, context) => fail && context.Name == "middle" ? throw new ProviderException(ErrorCodes.InUse, "Still used.") : Task.CompletedTask,
        };
        await using var session = await StartAsync(handler);
        await session.MadeAsync(Create("base", Map(("size", 1))));
        await session.MadeAsync(Create("middle", Map(("size", 1))) with { Dependencies = ["d/test:thing:item/base"] });
        var failed = await session.CallAsync<ApplyData>("destroyDeployment", new DestroyArguments("d"));
        Assert.False(failed.Success);
        Assert.Equal(["failed", "skipped"], failed.Data!.Results.Select(r => r.Outcome));
        Assert.Equal(2, session.Store.Objects().Count);
        fail = false;
        Assert.True((await session.CallAsync<ApplyData>("destroyDeployment", new DestroyArguments("d"))).Success);
        Assert.Equal(0, reality.Count);
    }

    [Fact]
    public async Task Rollback_MakesWhatIsMissing_ChangesBack_AndDeletesWhatIsNew()
    {
        await using var session = await StartAsync(new ItemHandler(reality));
        var kept = await session.MadeAsync(Create("kept", Map(("size", 1))));
        var changed = await session.MadeAsync(Create("changed", Map(("size", 1))));
        var moved = await session.MadeAsync(Create("moved", Map(("size", 1), ("place", "here"))));
        var gone = await session.MadeAsync(Create("gone", Map(("size", 4))));
        var snapshot = (await session.CallAsync<SnapshotData>("createSnapshot", new CreateSnapshotArguments("d", "before"))).Data!;
        Assert.Equal((4, "partial"), (snapshot.Resources, snapshot.Fidelity));
        await session.MadeAsync(Update(changed, Map(("size", 9))));
        await session.ApplyOneAsync(Delete(gone));
        await session.ApplyOneAsync(Delete(moved));
        await session.MadeAsync(Create("moved", Map(("size", 1), ("place", "there"))));
        await session.MadeAsync(Create("new", Map(("size", 1))));

        var dry = await session.CallAsync<RollbackData>("rollbackToSnapshot", new RollbackArguments(snapshot.SnapshotId, new RollbackOptions(DryRun: true)));
        Assert.Equal(5, dry.Data!.Results.Count);
        Assert.Equal(["kept", "changed", "moved", "new"], session.Store.Objects().Select(o => o.Name));

        var answer = await session.CallAsync<RollbackData>("rollbackToSnapshot", new RollbackArguments(snapshot.SnapshotId));
        Assert.True(answer.Success, answer.Error?.Message);
        Assert.All(answer.Data!.Results, r => Assert.Equal("restored", r.Outcome));
        Assert.Equal([("changed", 1), ("gone", 4), ("kept", 1), ("moved", 1)],
            session.Store.Objects().Select(o => (o.Name, (int)o.Properties["size"]!.AsInteger()!)).Order());
        Assert.Equal(Datum.Of("here"), session.Store.FindUrn(moved.Urn!)!.Properties["place"]);
        Assert.Equal(kept.Id, session.Store.FindUrn(kept.Urn!)!.Id);
        Assert.Equal(4, reality.Count);
    }

    [Fact]
    public async Task Rollback_MakesEachAfterWhatItDependsOn()
    {
        var handler = new ItemHandler(reality);
        await using var session = await StartAsync(handler);
        var made = new List<WireResource>();
        for (var i = 0; i < 12; i++) made.Add(await session.MadeAsync(Create($"i{i}", Map(("size", 1))) with { Dependencies = i == 0 ? [] : [$"d/test:thing:item/i{i - 1}"] }));
        var snapshot = (await session.CallAsync<SnapshotData>("createSnapshot", new CreateSnapshotArguments("d"))).Data!;
        foreach (var item in Enumerable.Reverse(made)) await session.ApplyOneAsync(Delete(item));
        handler.Calls.Clear();
        Assert.True((await session.CallAsync<RollbackData>("rollbackToSnapshot", new RollbackArguments(snapshot.SnapshotId))).Success);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"create i{i}"), handler.Calls);
    }

    [Fact]
    public async Task Rollback_GivesWhatRefersToWhatIsMadeAnew_ItsNewId()
    {
        await using var session = await StartAsync(new ItemHandler(reality));
        var bottom = await session.MadeAsync(Create("bottom", Map(("size", 1))));
        Datum Using(string notes) => Map(("size", 1), ("notes", notes));
        var deleted = await session.MadeAsync(Create("deleted", Using($"on {bottom.Id}, not {bottom.Id}0")) with { Dependencies = [bottom.Urn!] });
        var changed = await session.MadeAsync(Create("changed", Using(bottom.Id)) with { Dependencies = [bottom.Urn!] });
        var kept = await session.MadeAsync(Create("kept", Using(bottom.Id)) with { Dependencies = [bottom.Urn!] });
        await session.MadeAsync(Create("placed", Map(("size", 1), ("place", bottom.Id))) with { Dependencies = [bottom.Urn!] });
        var top = await session.MadeAsync(Create("top", Using(deleted.Id)) with { Dependencies = [deleted.Urn!] });
        await session.MadeAsync(Create("other", Using(bottom.Id)));
        var snapshot = (await session.CallAsync<SnapshotData>("createSnapshot", new CreateSnapshotArguments("d"))).Data!;
        await session.MadeAsync(Update(changed, Map(("size", 9))));
        foreach (var item in new[] { top, deleted, bottom }) await session.ApplyOneAsync(Delete(item));

        var answer = await session.CallAsync<RollbackData>("rollbackToSnapshot", new RollbackArguments(snapshot.SnapshotId));
        Assert.All(answer.Data!.Results, r => Assert.Equal("restored", r.Outcome));
        string Of(string name, string property) => session.Store.Objects().Single(o => o.Name == name).Properties[property]!.AsText()!;
        string Id(string name) => session.Store.Objects().Single(o => o.Name == name).Id;
        Assert.NotEqual(bottom.Id, Id("bottom"));
        Assert.Equal($"on {Id("bottom")}, not {bottom.Id}0", Of("deleted", "notes"));
        Assert.Equal([Id("bottom"), Id("bottom"), Id("bottom"), Id("deleted")], [Of("changed", "notes"), Of("kept", "notes"), Of("placed", "place"), Of("top", "notes")]);
        Assert.Equal((changed.Id, kept.Id), (Id("changed"), Id("kept")));

        // What doesn't depend on it has what was written.
        Assert.Equal(bottom.Id, Of("other", "notes"));
        Assert.Equal(7, reality.Count);
    }

    [Fact]
    public async Task Rollback_KeepsWhatNothingCameInThePlaceOf()
    {
        var fails = false;
        await using var session = await StartAsync(new ItemHandler(reality) { OnCreate = (_, _) => fails ? throw new ProviderException(ErrorCodes.Quota, "no room") : Task.CompletedTask });
        var there = await session.MadeAsync(Create("moved", Map(("size", 1), ("place", "here"))));
        var snapshot = (await session.CallAsync<SnapshotData>("createSnapshot", new CreateSnapshotArguments("d"))).Data!;
        await session.ApplyOneAsync(Delete(there));
        var now = await session.MadeAsync(Create("moved", Map(("size", 1), ("place", "there"))));
        fails = true;
        var answer = await session.CallAsync<RollbackData>("rollbackToSnapshot", new RollbackArguments(snapshot.SnapshotId));
        Assert.Equal("failed", Assert.Single(answer.Data!.Results).Outcome);
        Assert.Equal(now.Id, Assert.Single(session.Store.Objects()).Id);
        Assert.Equal(1, reality.Count);
    }

    [Fact]
    public async Task Rollback_OfWhatHasSecrets_SaysThatItCannot()
    {
        await using var session = await StartAsync(new ItemHandler(reality));
        var a = await session.MadeAsync(Create("a", Map(("size", 1), ("password", "pw"))));
        var snapshot = (await session.CallAsync<SnapshotData>("createSnapshot", new CreateSnapshotArguments("d"))).Data!;
        Assert.Contains(snapshot.Excludes, e => e.Contains("secrets", StringComparison.Ordinal));
        await session.ApplyOneAsync(Delete(a));
        var answer = await session.CallAsync<RollbackData>("rollbackToSnapshot", new RollbackArguments(snapshot.SnapshotId));
        Assert.False(answer.Success);
        Assert.Equal("irreversible", Assert.Single(answer.Data!.Results).Outcome);
    }

    [Fact]
    public async Task Snapshots_OutliveTheServer()
    {
        using var folder = new TempFolder();
        string id;
        await using (var session = await StartAsync(new ItemHandler(reality), folder.World))
        {
            await session.MadeAsync(Create("a", Map(("size", 1))));
            id = (await session.CallAsync<SnapshotData>("createSnapshot", new CreateSnapshotArguments("d"))).Data!.SnapshotId;
        }

        await using var later = await StartAsync(new ItemHandler(reality), folder.World);
        Assert.True((await later.CallAsync<RollbackData>("rollbackToSnapshot", new RollbackArguments(id))).Success);
    }

    [Fact]
    public async Task FencingToken_LowerThanOneSeen_IsAConflict()
    {
        await using var session = await StartAsync(new ItemHandler(reality));
        Task<Envelope<ApplyData>> Apply(string name, long token) =>
            session.CallAsync<ApplyData>("applyDeployment", new ApplyArguments("d", Changes: [Create(name, Map(("size", 1)))], FencingToken: token));
        Assert.True((await Apply("a", 2)).Success);
        Assert.True((await Apply("b", 2)).Success);
        Assert.Equal("conflict", (await Apply("c", 1)).Error!.Code);
        Assert.Equal(2, reality.Count);
    }
}
