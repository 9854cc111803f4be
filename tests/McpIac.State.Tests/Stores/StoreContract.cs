using System.Text.Json;
using CsCheck;
using McpIac.Plans.Journals;
using McpIac.Plans.States;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using McpIac.State.Journals;

namespace McpIac.State.Tests.Stores;

/// <summary>What holds of states wherever they are kept.</summary>
public abstract class StoreContract
{
    private protected abstract TestStore New();

    [Fact]
    public void WhatWasAppended_IsReadBackAfterReopening()
    {
        using var store = New().Filled();
        using var journal = store.Open();
        var state = journal.Read();
        Assert.Equal(4, state.Serial);
        Assert.Equal(Json(TestStore.Resource("vpc-1") with { Since = 2, At = 1 }), Json(state.Resources[TestStore.Urn]));
        Assert.Equal(Datum.Of("https://x/"), state.Outputs["url"]);
        Assert.Equal(Json(TestStore.Intent("k2", "update", "vpc-1").Pending(3)), Json(Assert.Single(state.Pending)));
    }

    [Fact]
    public void WhatWasReadBefore_IsTakenOnlyAsLongAsItIsWhatIsStored()
    {
        using var store = New().Filled();
        using var read = store.OpenRead();
        using (var first = store.Open(read: read))
        {
            Assert.Same(read.Read(), first.Read());
            first.Append(new ResourceConfirmed("k2", TestStore.Resource("vpc-2")));
            Assert.Equal("vpc-1", read.Read().Resources[TestStore.Urn].Id);
        }

        using var second = store.Open(read: read);
        Assert.Equal("vpc-2", second.Read().Resources[TestStore.Urn].Id);
        second.Append(new RunStarted("r9", "apply"));
        second.Dispose();
        using var other = store.Open("other", read);
        Assert.Empty(other.Read().Resources);
        using var again = store.OpenRead();
        Assert.Equal(6, again.Read().Serial);
    }

    [Fact]
    public void AStamp_IsThatOfOneVersion()
    {
        using var empty = New();
        Assert.Null(empty.Store.Stamp("shop"));
        using var store = New().Filled();
        var first = store.Store.Stamp("shop");
        Assert.Equal(4, first?.Serial);
        Assert.Null(store.Store.Stamp("sho"));
        using (var reader = store.OpenRead()) Assert.Equal(first, store.Store.Stamp("shop"));
        using (var journal = store.Open()) journal.Append(new RunStarted("r9", "apply"));
        Assert.Equal(5, store.Store.Stamp("shop")?.Serial);
        Assert.NotEqual(first?.Checksum, store.Store.Stamp("shop")?.Checksum);
    }

    [Fact]
    public void EveryKindOfEntry_LeavesTheRowsThatReplayingYields()
    {
        using var store = New();
        var run = 0;
        Entries.Array[0, 30].Sample(entries =>
        {
            var name = $"shop-{run++}";
            var expected = Replay.Apply(DeploymentState.Empty(name), entries);
            using (var journal = store.Open(name))
            {
                journal.Append(entries.Take(5).ToArray());
                foreach (var entry in entries.Skip(5)) journal.Append(entry);
                Assert.Equal(Json(expected), Json(journal.Read()));
            }

            using var reopened = store.OpenRead(name);
            Assert.Equal(Json(expected), Json(reopened.Read()));
            Assert.Equal(entries.Reverse().Select(e => JournalJson.Write(e)), reopened.History(100).Select(r => JournalJson.Write(r.Entry)));
        }, iter: 25, threads: 1);
    }

    [Fact]
    public void TheEntriesOfTheseTests_AreOfEveryKind() => Assert.Equal(
        typeof(JournalEntry).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(JournalEntry))).Select(t => t.Name).Order(),
        Entries.Array[500].Generate(new PCG(1), null, out _).Select(e => e.GetType().Name).Distinct().Order());

    [Fact]
    public void TwoDeploymentsInOneFile_DoNotSeeEachOther()
    {
        using var store = New().Filled();
        using (var other = store.Open("blog"))
        {
            Assert.Equal(Json(DeploymentState.Empty("blog")), Json(other.Read()));
            other.Append(TestStore.Intent("k1"), new ResourceGone("k1", TestStore.Urn), new OutputsRecorded(new Dictionary<string, Datum>()));
        }

        using var shop = store.OpenRead();
        Assert.Equal("vpc-1", shop.Read().Resources[TestStore.Urn].Id);
        Assert.Equal(4, shop.History(10).Count);
        using var blog = store.OpenRead("blog");
        Assert.Equal(3, blog.Read().Serial);
    }

    [Fact]
    public void History_GivesTheNewestFirst_WithSerialAndTime()
    {
        using var store = New().Filled();
        using var journal = store.OpenRead();
        var newest = journal.History(2);
        Assert.Equal([4, 3], newest.Select(e => e.Serial));
        Assert.IsType<OutputsRecorded>(newest[0].Entry);
        Assert.Equal(DateTimeOffset.UtcNow, newest[0].At, TimeSpan.FromHours(1));
    }

    [Fact]
    public void Reading_GoesOnBesideAWriter()
    {
        using var store = New().Filled();
        using var writer = store.Open();
        writer.Append(new RunStarted("r", "apply"));
        using var reader = store.OpenRead();
        Assert.Equal(5, reader.Read().Serial);
    }

    [Fact]
    public void AJournalOpenedForReading_RefusesToWrite()
    {
        using var store = New().Filled();
        using var reader = store.OpenRead();
        Assert.Throws<InvalidOperationException>(() => reader.Append(new RunEnded("r", "failed")));
    }

    [Fact]
    public void DeepValues_AreReadBack()
    {
        var deep = Enumerable.Range(0, 200).Aggregate(Datum.Of(1), (inner, _) => Datum.ListOf([inner]));
        using var store = New();
        using (var journal = store.Open()) journal.Append(new OutputsRecorded(new Dictionary<string, Datum> { ["deep"] = deep }));
        using var reader = store.OpenRead();
        Assert.Equal(deep, reader.Read().Outputs["deep"]);
    }

    [Fact]
    public void AStore_ListsTheDeploymentsItHoldsSomethingOf()
    {
        using var store = New();
        Assert.Empty(store.Store.Deployments().Names);
        foreach (var name in (string[])["green", "blue", "gone"])
        {
            using var journal = store.Open(name);
            journal.Append(new ResourceConfirmed("k", TestStore.Resource("1", $"{name}/t:a:b/r")));
            if (name == "gone") journal.Append(new ResourceGone("k2", "gone/t:a:b/r"));
        }

        Assert.Equal(["blue", "green"], store.Store.Deployments().Names);
    }

    [Fact]
    public void WhatManyAppendAtOnce_IsAllThere_AndEachsEntriesStandTogether()
    {
        const int Writers = 16, Appends = 20;
        using var store = New();
        using (var journal = store.Open())
        {
            Thread[] writers = [.. Enumerable.Range(0, Writers).Select(w => new Thread(() =>
            {
                for (var i = 0; i < Appends; i++)
                {
                    journal.Append(TestStore.Intent($"{w}-{i}"), new ResourceConfirmed($"{w}-{i}", TestStore.Resource($"{w}-{i}", $"shop/t/{w}")));
                    Assert.Equal($"{w}-{i}", journal.Read().Resources[$"shop/t/{w}"].Id);
                }
            }))];
            Array.ForEach(writers, w => w.Start());
            Array.ForEach(writers, w => w.Join());
            Assert.Equal(2 * Writers * Appends, journal.Read().Serial);
        }

        using var reader = store.OpenRead();
        var entries = reader.History(int.MaxValue).Reverse().Select(e => e.Entry).ToArray();
        Assert.All(entries.Chunk(2), pair => Assert.Equal(((IntentRecorded)pair[0]).Key, ((ResourceConfirmed)pair[1]).Key));
        Assert.All(Enumerable.Range(0, Writers), w => Assert.Equal($"{w}-{Appends - 1}", reader.Read().Resources[$"shop/t/{w}"].Id));
        Assert.Empty(reader.Read().Pending);
    }

    [Fact]
    public void AnEntryThatCantBeWritten_IsRefusedAlone()
    {
        using var store = New();
        using var journal = store.Open();
        journal.Append(new RunStarted("r", "apply"));
        store.Run(Refusing);
        var problem = Assert.Throws<JournalException>(() => journal.Append(new RunStarted("r2", "apply"), new RunEnded("r2", "failed"))).Problem;
        Assert.Equal("MCI5003", problem.Id);
        Assert.Contains("can't be read or written: database or disk is full.", problem.Message, StringComparison.Ordinal);
        Assert.Equal(1, journal.Read().Serial);
        journal.Append(new RunStarted("r3", "apply"));
        using var reader = store.OpenRead();
        Assert.Equal(["r3", "r"], reader.History(10).Select(e => ((RunStarted)e.Entry).RunId));
    }

    [Theory]
    [InlineData("UPDATE resource SET body = '{}'")]
    [InlineData("UPDATE resource SET body = 'null'")]
    [InlineData("UPDATE resource SET body = '{\"urn\":'")]
    [InlineData("UPDATE resource SET body = replace(body, 'vpc-1', 'vpc-2')")]
    [InlineData("UPDATE resource SET urn = 'shop/other'")]
    [InlineData("DELETE FROM resource")]
    [InlineData("INSERT INTO resource SELECT deployment, 'shop/more', replace(body, 'shop/aws:vpc:vpc/main', 'shop/more') FROM resource")]
    [InlineData("UPDATE pending SET body = '{\"key\":\"k\"}'")]
    [InlineData("DELETE FROM pending")]
    [InlineData("UPDATE output SET body = '['")]
    [InlineData("UPDATE output SET body = '\"https://y/\"'")]
    [InlineData("UPDATE deployment SET digest = 'none'")]
    public void ARowThatIsNotWhatWasWritten_IsMCI5002(string damage)
    {
        using var store = New().Filled();
        store.Run(damage);
        Assert.Equal("MCI5002", store.Problem().Id);

        // Looking changes nothing; mending makes the rows anew from the journal.
        Assert.Contains(store.Store.Repair("shop", TimeProvider.System, mend: false).Damages, d => d is { IsGrave: true, Remedy: not null });
        Assert.Equal("MCI5002", store.Problem().Id);
        Assert.Contains(store.Store.Repair("shop", TimeProvider.System, mend: true).Damages, d => d is { IsGrave: true, Remedy: not null });
        using var journal = store.Open();
        Assert.Equal(["vpc-1"], journal.Read().Resources.Values.Select(r => r.Id));
        Assert.Empty(journal.Read().Resources[TestStore.Urn].Dependencies);
        Assert.Equal(("k2", "https://x/"), (journal.Read().Pending.Single().Key, journal.Read().Outputs["url"].AsText()));
        Assert.Equal(("state repair", "succeeded"), journal.Versions(1).Select(v => (v.Kind, v.Outcome)).Single());
        Assert.Equal(TestStore.Urn, journal.ReadAt(4)!.Resources.Keys.Single());
        Assert.Empty(store.Store.Repair("shop", TimeProvider.System, mend: false).Damages);
    }

    [Theory]
    [InlineData("UPDATE journal SET body = replace(body, 'vpc-1', 'vpc-2') WHERE serial = 2")]
    [InlineData("DELETE FROM journal WHERE serial = 1")]
    [InlineData("DELETE FROM journal WHERE serial = 4")]
    [InlineData("UPDATE journal SET kind = 'teleported' WHERE serial = 3")]
    public void ADamagedJournal_CostsThePast_AndNothingElse(string damage)
    {
        using var store = New().Filled();
        store.Run(damage);
        using (var reader = store.OpenRead()) Assert.Equal("vpc-1", reader.Read().Resources[TestStore.Urn].Id);
        var found = store.Store.Repair("shop", TimeProvider.System, mend: true);
        Assert.Null(found.Problem);
        Assert.All(found.Damages, d => Assert.True(d is { IsGrave: false, Remedy: not null }));
        Assert.Contains(found.Damages, d => d.What.EndsWith("some versions can't be read any more", StringComparison.Ordinal));
        using (var journal = store.Open()) journal.Append(new ResourceConfirmed("k2", TestStore.Resource("vpc-3")));
        store.Run("UPDATE resource SET body = '{}'");
        store.Store.Repair("shop", TimeProvider.System, mend: true);
        using var mended = store.OpenRead();
        Assert.Equal("vpc-3", mended.Read().Resources[TestStore.Urn].Id);
    }

    [Fact]
    public void WhatCantBeMended_IsSaid_AndLeftAlone()
    {
        using var store = New().Filled();
        store.Run("UPDATE resource SET body = replace(body, 'vpc-1', 'vpc-2'); UPDATE journal SET body = replace(body, 'vpc-1', 'vpc-2') WHERE serial = 2");
        var (damages, problem) = store.Store.Repair("shop", TimeProvider.System, mend: true);
        Assert.Null(problem);
        Assert.Equal([("its rows aren't those that were written", null), ("entry 2 of the journal, or one before it, isn't what was written", null)], damages.Select(d => (d.What, d.Remedy)));
        Assert.Equal("MCI5002", store.Problem().Id);
    }

    [Fact]
    public void ADeploymentThatLostItsPlace_IsMended_WhenRowsAndJournalAgree()
    {
        using var store = New().Filled();
        store.Run("DELETE FROM deployment");
        store.Store.Repair("shop", TimeProvider.System, mend: true);
        using (var reader = store.OpenRead()) Assert.Equal("vpc-1", reader.Read().Resources[TestStore.Urn].Id);
        store.Run("DELETE FROM deployment; DELETE FROM journal WHERE serial > 2");
        Assert.Contains(store.Store.Repair("shop", TimeProvider.System, mend: true).Damages, d => d.Remedy is null);
    }

    [Fact]
    public void TwoNamesOfOneObject_AreFound_AndADamagedCheckpointIsLeftOut()
    {
        using var store = New();
        using (var journal = store.Open()) journal.Append(new ResourceConfirmed("1", TestStore.Resource("x", "shop/t/a") with { Dependencies = [] }), new ResourceConfirmed("2", TestStore.Resource("x", "shop/t/b") with { Dependencies = [] }));
        store.Run("INSERT INTO checkpoint SELECT name, 1, sum, '{}' FROM deployment");
        var damages = store.Store.Repair("shop", TimeProvider.System, mend: true).Damages;
        Assert.Equal([("the checkpoint at 1 isn't what was written", "it is left out"), ("shop/t/a and shop/t/b are the same aws:vpc:vpc, x", null)], damages.Select(d => (d.What, d.Remedy)));
        Assert.Single(store.Store.Repair("shop", TimeProvider.System, mend: false).Damages);
        using var reader = store.OpenRead();
        Assert.Single(reader.ReadAt(1)!.Resources);
    }

    [Fact]
    public void NothingAtAll_IsSound()
    {
        using var store = New();
        Assert.Empty(store.Store.Repair("shop", TimeProvider.System, mend: false).Damages);
        Assert.Empty(store.Store.Repair("shop", TimeProvider.System, mend: true).Damages);
        using (store.Open()) Assert.Equal("MCI5004", store.Store.Repair("shop", TimeProvider.System, mend: true).Problem?.Id);
    }

    [Theory]
    [InlineData("UPDATE journal SET kind = 'teleported'")]
    [InlineData("UPDATE journal SET body = '{}'")]
    [InlineData("UPDATE journal SET at = 'yesterday'")]
    public void AnEntryOfTheWrongShape_IsMCI5002_WhenTheHistoryIsRead(string damage)
    {
        using var store = New().Filled();
        store.Run(damage);
        using var journal = store.OpenRead();
        Assert.Equal("MCI5002", Assert.Throws<JournalException>(() => journal.History(10)).Problem.Id);
    }

    [Fact]
    public void AHeldState_IsMCI5004_AndNamesItsHolder()
    {
        using var store = New();
        using (store.Open())
        {
            var (journal, problem) = store.Store.Open("shop", TimeProvider.System);
            Assert.Null(journal);
            Assert.Equal("MCI5004", problem!.Id);
            Assert.Contains($"{Environment.UserName}, process {Environment.ProcessId} on {Environment.MachineName}, since 2", problem.Message, StringComparison.Ordinal);
        }

        using var again = store.Open();
    }

    [Fact]
    public void AWriterThatWasReplaced_IsRefused_AndSaysSoEverAfter()
    {
        using var store = New().Filled();
        using var old = store.Open();
        old.Append(new RunStarted("old", "apply"));
        store.Run("UPDATE deployment SET token = token + 1; INSERT INTO journal SELECT deployment, serial + 1, at, kind, body, sum FROM journal WHERE serial = 5");
        for (var i = 0; i < 2; i++)
        {
            var problem = Assert.Throws<JournalException>(() => old.Append(new RunEnded("old", "succeeded"))).Problem;
            Assert.Equal("MCI5022", problem.Id);
            Assert.Contains(" was taken over by ", problem.Message, StringComparison.Ordinal);
            store.Run("UPDATE deployment SET token = 0");
        }

        Assert.Equal(5, old.Read().Serial);
        using var reader = store.OpenRead();
        Assert.IsType<RunStarted>(reader.History(1)[0].Entry);
    }

    [Fact]
    public void ABrokenLock_IsAnothersToTake_AndWhoeverHadItIsRefused()
    {
        using var store = New().Filled();
        Assert.Equal((null, null), store.Store.Holder("shop"));
        using var old = store.Open();
        Assert.StartsWith($"{Environment.UserName}, process {Environment.ProcessId} on ", store.Store.Holder("shop").Holder, StringComparison.Ordinal);
        Assert.Null(store.Store.Break("shop"));
        Assert.Null(store.Store.Holder("shop").Holder);
        using (var next = store.Open())
        {
            Assert.Equal("MCI5022", Assert.Throws<JournalException>(() => old.Append(new RunStarted("old", "apply"))).Problem.Id);
            next.Append(new RunStarted("next", "apply"));
            old.Dispose();
            Assert.NotNull(store.Store.Holder("shop").Holder);
            Assert.Equal("MCI5004", store.Store.Open("shop", TimeProvider.System).Problem?.Id);
        }

        Assert.Null(store.Store.Holder("shop").Holder);
        using var reader = store.OpenRead();
        Assert.Equal("next", Assert.IsType<RunStarted>(reader.History(1)[0].Entry).RunId);
    }

    [Fact]
    public void Versions_SayWhatEachRunMadeOfTheState()
    {
        using var store = New();
        using (var journal = store.Open())
        {
            journal.Append(new RunStarted("r1", "apply"), TestStore.Intent("k1"), new ResourceConfirmed("k1", TestStore.Resource("1")), new RunEnded("r1", "succeeded"));
            journal.Append(new ResourcesRenamed([]), new ResourceConfirmed("a", TestStore.Resource("1")), new RunStarted("r2", "apply"), TestStore.Intent("k2"));
            journal.Append(new RunStarted("r3", "destroy"), new ResourceGone("k2", TestStore.Urn), new RunEnded("r3", "failed"));
            journal.Append(new RunStarted("r4", "apply"), TestStore.Intent("k4"));
        }

        using var reader = store.OpenRead();
        string[] expected = ["13 r4 apply unfinished 0", "11 r3 destroy failed 1", "8 r2 apply unfinished 1", "4 r1 apply succeeded 1"];
        for (var limit = 0; limit <= 5; limit++)
            Assert.Equal(expected.Take(limit), reader.Versions(limit).Select(v => $"{v.Serial} {v.RunId} {v.Kind} {v.Outcome} {v.Changes}"));
        Assert.All(reader.Versions(9), v => Assert.Equal(v.Outcome == "unfinished", v.Ended is null));
    }

    [Fact]
    public void TheState_IsReadAsItEverWas()
    {
        using var store = New();
        var run = 0;
        Entries.Array[0, 30].Sample(entries =>
        {
            var name = $"shop-{run++}";
            var (states, at) = (new Dictionary<long, DeploymentState> { [0] = DeploymentState.Empty(name) }, 0L);
            foreach (var entry in entries)
            {
                var next = Replay.Apply(states[at], entry);
                for (var gap = at + 1; gap < next.Serial; gap++) states[gap] = states[at];
                (states[next.Serial], at) = (next, next.Serial);
            }

            using (var journal = store.Open(name)) journal.Append(entries);
            using var reader = store.OpenRead(name);
            Assert.All(states, s => Assert.Equal(Json(s.Value), Json(reader.ReadAt(s.Key)!)));
            Assert.Null(reader.ReadAt(at + 1));
            Assert.Null(reader.ReadAt(-1));
        }, iter: 10, threads: 1);
    }

    [Fact]
    public void ALongHistory_HasCheckpoints_FromWhichThePastIsRead()
    {
        using var store = New();
        using (var journal = store.Open())
        {
            for (var run = 0; run < 3; run++)
                journal.Append([new RunStarted($"r{run}", "apply"), .. Enumerable.Range(0, 600).Select(i => new ResourceConfirmed("k", TestStore.Resource($"{run}-{i}"))), new RunEnded($"r{run}", "succeeded")]);
        }

        store.Run("DELETE FROM journal WHERE serial BETWEEN 10 AND 1000");
        using var reader = store.OpenRead();
        Assert.Equal("1-599", reader.ReadAt(1204)!.Resources[TestStore.Urn].Id);
        Assert.Equal("2-99", reader.ReadAt(1305)!.Resources[TestStore.Urn].Id);
        Assert.Equal("0-7", reader.ReadAt(9)!.Resources[TestStore.Urn].Id);
    }

    /// <summary>SQL that makes writing a run's end fail as on a full disk.</summary>
    private protected abstract string Refusing { get; }

    private static readonly Gen<string> Urns = Gen.OneOf("shop/t/a", "shop/t/b");
    private static readonly Gen<string> Keys = Gen.OneOf("k1", "k2", "k3");
    private static readonly Gen<string> Ids = Gen.OneOf("1", "2", "3");

    private static readonly Gen<JournalEntry> Entries = Gen.OneOf(
        Keys.Select(k => (JournalEntry)new RunStarted(k, "apply")),
        Gen.Select(Keys, Urns, Ids).Select((k, u, i) => (JournalEntry)TestStore.Intent(k, "update", i, u)),
        Gen.Select(Keys, Urns, Ids, Gen.Bool).Select((k, u, i, d) => (JournalEntry)new ResourceConfirmed(k, TestStore.Resource(i, u), d)),
        Gen.Select(Keys, Urns, Ids.Null()).Select((k, u, i) => (JournalEntry)new ResourceGone(k, u, i)),
        Keys.Select(k => (JournalEntry)new IntentFailed(k, "invalid", "no")),
        Gen.Select(Urns, Ids).Select((u, i) => (JournalEntry)new DeposedRestored(u, i)),
        Urns.Select(u => (JournalEntry)new DependenciesRecorded(u, [u])),
        Gen.Select(Urns, Urns).Select((u, v) => (JournalEntry)new ResourcesRenamed([new Renaming(u, v, "t", "n")])),
        Urns.Select(u => (JournalEntry)new OptionsRecorded(u, Datum.MapOf([new("protect", Datum.True)]))),
        Gen.Select(Urns, Ids).Select((u, i) => (JournalEntry)new ResourceObserved(u, Datum.EmptyMap, Datum.MapOf([new("id", Datum.Of(i))]), i, null, null)),
        Keys.Select(k => (JournalEntry)new OutputsRecorded(new Dictionary<string, Datum> { [k] = Datum.Of(1) })),
        Gen.Select(Urns, Gen.Bool, Gen.Bool).Select((u, t, p) => (JournalEntry)new ResourceMarked(u, t, p)),
        Gen.Select(Urns, Ids, Gen.Long[0, 40]).Select((u, i, s) => (JournalEntry)new StateImported(
            s, [TestStore.Resource(i, u)], new Dictionary<string, Datum> { ["imported"] = Datum.Of(s) }, [TestStore.Intent("k3").Pending(s), TestStore.Intent("k1").Pending(0)])),
        Keys.Select(k => (JournalEntry)new RollbackStarted(k)),
        Keys.Select(k => (JournalEntry)new SnapshotTaken(null, [new ProviderSnapshot("aws", k, 2, "partial", ["the data"])])),
        Keys.Select(k => (JournalEntry)new RunEnded(k, "failed")));

    private static string Json(object value) => value is DeploymentState state
        ? JsonSerializer.Serialize(state with
        {
            Resources = new SortedDictionary<string, ResourceState>(state.Resources.ToDictionary(), StringComparer.Ordinal),
            Outputs = new SortedDictionary<string, Datum>(state.Outputs.ToDictionary(), StringComparer.Ordinal),
        }, Wire.Options)
        : JsonSerializer.Serialize(value, Wire.Options);
}
