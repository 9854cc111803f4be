using System.Text.Json;
using CsCheck;
using McpIac.Plans.Journals;
using McpIac.Plans.States;
using McpIac.Schemas.Data;
using McpIac.State.Journals;

namespace McpIac.State.Tests.Journals;

public sealed class SqliteJournalTests
{
    [Fact]
    public void WhatWasAppended_IsReadBackAfterReopening()
    {
        using var file = new StateFile().Filled();
        using var journal = file.Open();
        var state = journal.Read();
        Assert.Equal(4, state.Serial);
        Assert.Equal(Json(StateFile.Resource("vpc-1") with { Since = 2, At = 2 }), Json(state.Resources[StateFile.Urn]));
        Assert.Equal(Datum.Of("https://x/"), state.Outputs["url"]);
        Assert.Equal(Json(StateFile.Intent("k2", "update", "vpc-1").Pending()), Json(Assert.Single(state.Pending)));
    }

    [Fact]
    public void EveryKindOfEntry_LeavesTheRowsThatReplayingYields() => Entries.Array[0, 30].Sample(entries =>
    {
        using var file = new StateFile();
        var expected = Replay.Apply(DeploymentState.Empty("shop"), entries);
        using (var journal = file.Open())
        {
            journal.Append(entries.Take(5).ToArray());
            foreach (var entry in entries.Skip(5)) journal.Append(entry);
            Assert.Equal(Json(expected), Json(journal.Read()));
        }

        using var reopened = file.OpenRead();
        Assert.Equal(Json(expected), Json(reopened.Read()));
        Assert.Equal(entries.Reverse().Select(e => JournalJson.Write(e)), reopened.History(100).Select(r => JournalJson.Write(r.Entry)));
    }, iter: 25, threads: 1);

    [Fact]
    public void TwoDeploymentsInOneFile_DoNotSeeEachOther()
    {
        using var file = new StateFile().Filled();
        using (var other = file.Open("blog"))
        {
            Assert.Equal(Json(DeploymentState.Empty("blog")), Json(other.Read()));
            other.Append(StateFile.Intent("k1"), new ResourceGone("k1", StateFile.Urn), new OutputsRecorded(new Dictionary<string, Datum>()));
        }

        using var shop = file.OpenRead();
        Assert.Equal("vpc-1", shop.Read().Resources[StateFile.Urn].Id);
        Assert.Equal(4, shop.History(10).Count);
        using var blog = file.OpenRead("blog");
        Assert.Equal(3, blog.Read().Serial);
    }

    [Fact]
    public void History_GivesTheNewestFirst_WithSerialAndTime()
    {
        using var file = new StateFile().Filled();
        using var journal = file.OpenRead();
        var newest = journal.History(2);
        Assert.Equal([4, 3], newest.Select(e => e.Serial));
        Assert.IsType<OutputsRecorded>(newest[0].Entry);
        Assert.Equal(DateTimeOffset.UtcNow, newest[0].At, TimeSpan.FromHours(1));
    }

    [Fact]
    public void Reading_CreatesNothing()
    {
        using var file = new StateFile();
        using (var journal = file.OpenRead()) Assert.Equal(0, journal.Read().Serial);
        Assert.Empty(Directory.EnumerateFileSystemEntries(file.Folder));
        var missing = Path.Combine(file.Folder, "nowhere", "state.db");
        Assert.NotNull(SqliteJournal.OpenRead(missing, "shop").Journal);
        Assert.False(Directory.Exists(Path.GetDirectoryName(missing)));
    }

    [Fact]
    public void Reading_GoesOnBesideAWriter()
    {
        using var file = new StateFile().Filled();
        using var writer = file.Open();
        writer.Append(new RunStarted("r", "apply"));
        using var reader = file.OpenRead();
        Assert.Equal(5, reader.Read().Serial);
    }

    [Fact]
    public void AJournalOpenedForReading_RefusesToWrite()
    {
        using var file = new StateFile().Filled();
        using var reader = file.OpenRead();
        Assert.Throws<InvalidOperationException>(() => reader.Append(new RunEnded("r", "failed")));
    }

    [Fact]
    public void TheFile_IsItsOwnersAlone()
    {
        if (OperatingSystem.IsWindows()) return;
        using var file = new StateFile().Filled();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file.Path));
    }

    [Fact]
    public void WithoutAWriter_NothingBesideTheFileIsNeeded()
    {
        using var file = new StateFile().Filled();
        File.Move(file.Path, file.Path + ".moved");
        foreach (var other in Directory.GetFiles(file.Folder).Where(f => !f.EndsWith(".moved", StringComparison.Ordinal))) File.Delete(other);
        File.Move(file.Path + ".moved", file.Path);
        using var journal = file.Open();
        Assert.Equal(4, journal.Read().Serial);
    }

    [Fact]
    public void DeepValues_AreReadBack()
    {
        var deep = Enumerable.Range(0, 200).Aggregate(Datum.Of(1), (inner, _) => Datum.ListOf([inner]));
        using var file = new StateFile();
        using (var journal = file.Open()) journal.Append(new OutputsRecorded(new Dictionary<string, Datum> { ["deep"] = deep }));
        using var reader = file.OpenRead();
        Assert.Equal(deep, reader.Read().Outputs["deep"]);
    }

    private static readonly Gen<string> Urns = Gen.OneOf("shop/t/a", "shop/t/b");
    private static readonly Gen<string> Keys = Gen.OneOf("k1", "k2", "k3");
    private static readonly Gen<string> Ids = Gen.OneOf("1", "2", "3");

    private static readonly Gen<JournalEntry> Entries = Gen.OneOf(
        Keys.Select(k => (JournalEntry)new RunStarted(k, "apply")),
        Gen.Select(Keys, Urns, Ids).Select((k, u, i) => (JournalEntry)StateFile.Intent(k, "update", i, u)),
        Gen.Select(Keys, Urns, Ids, Gen.Bool).Select((k, u, i, d) => (JournalEntry)new ResourceConfirmed(k, StateFile.Resource(i, u), d)),
        Gen.Select(Keys, Urns, Ids.Null()).Select((k, u, i) => (JournalEntry)new ResourceGone(k, u, i)),
        Keys.Select(k => (JournalEntry)new IntentFailed(k, "invalid", "no")),
        Gen.Select(Urns, Ids).Select((u, i) => (JournalEntry)new DeposedRestored(u, i)),
        Urns.Select(u => (JournalEntry)new DependenciesRecorded(u, [u])),
        Gen.Select(Urns, Urns).Select((u, v) => (JournalEntry)new ResourcesRenamed([new Renaming(u, v, "t", "n")])),
        Urns.Select(u => (JournalEntry)new OptionsRecorded(u, Datum.MapOf([new("protect", Datum.True)]))),
        Keys.Select(k => (JournalEntry)new OutputsRecorded(new Dictionary<string, Datum> { [k] = Datum.Of(1) })),
        Keys.Select(k => (JournalEntry)new RunEnded(k, "failed")));

    private static string Json(object value) => value is DeploymentState state
        ? JsonSerializer.Serialize(state with
        {
            Resources = new SortedDictionary<string, ResourceState>(state.Resources.ToDictionary(), StringComparer.Ordinal),
            Outputs = new SortedDictionary<string, Datum>(state.Outputs.ToDictionary(), StringComparer.Ordinal),
        }, StoredJson.Options)
        : JsonSerializer.Serialize(value, StoredJson.Options);
}
