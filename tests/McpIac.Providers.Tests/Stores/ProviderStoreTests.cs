using McpIac.Providers.Stores;
using McpIac.Providers.Tests.Harness;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using static McpIac.Providers.Tests.Harness.Session;

namespace McpIac.Providers.Tests.Stores;

public sealed class ProviderStoreTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly Reality reality = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task World_HoldsLiveObjectsInCreationOrder_AndIsEmptyWhenThereAreNone()
    {
        await using (var session = await StartAsync(new ItemHandler(reality), folder.World))
        {
            foreach (var name in new[] { "c", "a", "b" }) await session.MadeAsync(Create(name, Map(("size", 1))));
        }

        Assert.Equal(["c", "a", "b"], Lines().Select(l => l["name"]?.AsText()));
        await using (var session = await StartAsync(new ItemHandler(reality), folder.World))
        {
            foreach (var stored in session.Store.Objects()) await session.ApplyOneAsync(Delete(Resource(stored)));
        }

        Assert.Equal(0, new FileInfo(folder.World).Length);
    }

    [Fact]
    public void OpeningWithoutChanging_MakesNothingOnDisk()
    {
        ProviderStore.Open(folder.World).Dispose();
        Assert.False(File.Exists(folder.World));
        Assert.False(File.Exists(StorePaths.Beside(folder.World, "log")));
    }

    [Fact]
    public async Task WhatAKilledServerLeft_IsFolded_AndWhereNothingIsLeft_NothingIsTouched()
    {
        var killed = folder.File("killed.world.jsonl");
        await using (var session = await StartAsync(new ItemHandler(reality), folder.World))
        {
            await session.MadeAsync(Create("a", Map(("size", 1))));
            foreach (var kind in new[] { "log", "key" }) File.Copy(StorePaths.Beside(folder.World, kind), StorePaths.Beside(killed, kind));
        }

        ProviderStore.FoldLeft(killed);
        Assert.Equal(["a"], File.ReadLines(killed).Select(l => DatumReader.Read(l).Value?["name"]?.AsText()));
        File.AppendAllText(StorePaths.Beside(killed, "log"), "{\"entry\":");
        ProviderStore.FoldLeft(killed);
        Assert.EndsWith("\n", File.ReadAllText(StorePaths.Beside(killed, "log")), StringComparison.Ordinal);

        File.WriteAllText(killed, "not json\n");
        ProviderStore.FoldLeft(killed);
        Assert.Equal("not json\n", File.ReadAllText(killed));
    }

    [Theory]
    [InlineData("{\"type\":\"test:thing:item\"}\n", 1)]
    [InlineData("not json\n", 1)]
    [InlineData("{}", 1)]
    [InlineData("\n", 1)]
    public void DamagedWorld_IsMCI6201_AndIsLeftAsItIs(string content, int line)
    {
        File.WriteAllText(folder.World, content);
        var e = Assert.Throws<StoreException>(() => ProviderStore.Open(folder.World));
        Assert.Equal(("MCI6201", line), (e.Problem.Id, e.Problem.Place!.Line));
        Assert.Equal(content, File.ReadAllText(folder.World));
    }

    [Fact]
    public async Task DamagedLineInsideTheLog_IsMCI6201()
    {
        await using (var session = await StartAsync(new ItemHandler(reality), folder.World)) await session.MadeAsync(Create("a", Map(("size", 1))));
        File.AppendAllText(StorePaths.Beside(folder.World, "log"), "{\"put\":\n");
        var e = Assert.Throws<StoreException>(() => ProviderStore.Open(folder.World));
        Assert.Equal("MCI6201", e.Problem.Id);
        Assert.Contains(".log", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WorldThatIsAFolder_IsMCI6203()
    {
        Directory.CreateDirectory(folder.World);
        Assert.Equal("MCI6203", Assert.Throws<StoreException>(() => ProviderStore.Open(folder.World)).Problem.Id);
    }

    [Fact]
    public async Task SecondWriter_IsRefusedUntilTheFirstIsGone_ThenSeesItsObjects()
    {
        var time = new ManualTime();
        await using var second = await StartAsync(new ItemHandler(reality), folder.World, new("test", "1.0", Time: time));
        await using (var first = await StartAsync(new ItemHandler(reality), folder.World))
        {
            await first.MadeAsync(Create("a", Map(("size", 1))));
            var refused = await second.ApplyOneAsync(Create("b", Map(("size", 1))));
            Assert.Equal(("failed", "unavailable"), (refused.Outcome, refused.Error!.Code));
            Assert.Contains("another process", refused.Error.Message, StringComparison.Ordinal);
            Assert.Equal("MCI6202", StoreException.Held("x").Problem.Id);
        }

        Assert.Equal("alreadyExists", (await second.ApplyOneAsync(Create("a", Map(("size", 1))))).Error!.Code);
        await second.MadeAsync(Create("b", Map(("size", 1))));
        Assert.Equal(["a", "b"], second.Store.Objects().Select(o => o.Name));
    }

    [Fact]
    public async Task Secrets_AreInNoFile_AndSecretOutputsComeBack()
    {
        var change = Create("a", Map(("size", 1), ("password", "hunter2-hunter2"), ("notes", "a-secret-note"))) with { Secrets = ["/notes"] };
        await using (var session = await StartAsync(new ItemHandler(reality), folder.World))
        {
            var made = await session.MadeAsync(change);
            Assert.Equal(Map(("$iac", "secret")), made.Properties["password"]);
            Assert.Equal(Map(("$iac", "secret")), made.Properties["notes"]);
            foreach (var file in Files()) AssertClean(file);
        }

        foreach (var file in Files()) AssertClean(file);
        await using var later = await StartAsync(new ItemHandler(reality), folder.World);
        Assert.Equal(Datum.Of("token-of-i-1"), later.Store.Objects()[0].Outputs["token"]);
        var replayed = await later.ApplyOneAsync(change);
        Assert.Equal(("applied", Datum.Of("token-of-i-1")), (replayed.Outcome, replayed.Resource!.Outputs["token"]));
        Assert.Equal("conflict", (await later.ApplyOneAsync(change with { Properties = change.Properties!.With("password", Datum.Of("other")) })).Error!.Code);
    }

    [Fact]
    public async Task SecretOutput_WhoseKeyIsGone_IsLeftOut()
    {
        await using (var session = await StartAsync(new ItemHandler(reality), folder.World)) await session.MadeAsync(Create("a", Map(("size", 1))));
        File.Delete(StorePaths.Beside(folder.World, "key"));
        using var store = ProviderStore.Open(folder.World);
        Assert.Equal(["id", "zone"], store.Objects()[0].Outputs.Members.Select(m => m.Key));
    }

    [Fact]
    public async Task Ledger_KeepsKeysForADay_AndForgetsThemAfterTwo()
    {
        var time = new ManualTime();
        var options = new McpIac.Providers.Servers.ProviderOptions("test", "1.0", Time: time);
        await using (var session = await StartAsync(new ItemHandler(reality), folder.World, options)) await session.MadeAsync(Create("a", Map(("size", 1)), "k1"));
        time.Advance(TimeSpan.FromHours(25));
        await using (var session = await StartAsync(new ItemHandler(reality), folder.World, options))
        {
            Assert.Equal("i-1", (await session.MadeAsync(Create("a", Map(("size", 1)), "k1"))).Id);
            await session.MadeAsync(Create("b", Map(("size", 1)), "k2"));
        }

        time.Advance(TimeSpan.FromHours(24));
        await using (var session = await StartAsync(new ItemHandler(reality), folder.World, options)) await session.MadeAsync(Create("c", Map(("size", 1)), "k3"));
        await using var last = await StartAsync(new ItemHandler(reality), folder.World, options);
        Assert.Null(last.Store.Entry("k1"));
        Assert.NotNull(last.Store.Entry("k2"));
        Assert.Equal(["a", "b", "c"], last.Store.Objects().Select(o => o.Name));
    }

    [Fact]
    public async Task FolderThatCannotBeWritten_RefusesTheChange_BeforeItIsBegun()
    {
        File.WriteAllText(folder.File("file"), "");
        var handler = new ItemHandler(reality);
        await using var session = await StartAsync(handler, Path.Combine(folder.File("file"), "inside", "world.jsonl"));
        var result = await session.ApplyOneAsync(Create("a", Map(("size", 1))));
        Assert.Equal(("failed", "unavailable", "none"), (result.Outcome, result.Error!.Code, result.Error.Details!.SideEffects));
        Assert.Empty(handler.Calls);
    }

    private static void AssertClean(string file)
    {
        var text = File.ReadAllText(file);
        foreach (var secret in new[] { "hunter2", "a-secret-note", "token-of" }) Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
    }

    private string[] Files() => [.. Directory.GetFiles(Path.GetDirectoryName(folder.World)!).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal))];

    private Datum[] Lines() => [.. File.ReadAllLines(folder.World).Select(l => DatumReader.Read(l).Value!)];

    private static WireResource Resource(StoredObject stored) =>
        new(stored.Id, stored.Urn, stored.Type, stored.Name, stored.Properties, stored.Outputs, [], "created");
}
