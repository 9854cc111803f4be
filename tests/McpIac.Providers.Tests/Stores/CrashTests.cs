using McpIac.Providers.Stores;
using McpIac.Providers.Tests.Harness;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using static McpIac.Providers.Tests.Harness.Session;

namespace McpIac.Providers.Tests.Stores;

/// <summary>What a process that dies at any moment leaves behind.</summary>
public sealed class CrashTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly Reality reality = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task LogCutAtAnyByteOfItsLastLine_IsTheStoreBeforeOrAfterThatChange()
    {
        var session = await StartAsync(new ItemHandler(reality) { Repeatable = true }, folder.World);
        await session.MadeAsync(Create("first", Map(("size", 1)), "k1"));
        var before = File.ReadAllBytes(StorePaths.Beside(folder.World, "log")).Length;
        await session.MadeAsync(Create("second", Map(("size", 2)), "k2"));
        var log = File.ReadAllBytes(StorePaths.Beside(folder.World, "log"));
        Assert.True(log.Length > before);
        for (var length = before; length <= log.Length; length++)
        {
            using var copy = new TempFolder();
            File.WriteAllBytes(StorePaths.Beside(copy.World, "log"), log[..length]);
            var world = new StoreFiles(copy.World, new StoreKey(StorePaths.Beside(folder.World, "key"))).Read().World;
            string[] expected = length == log.Length ? ["first", "second"] : ["first"];
            Assert.Equal(expected, world.Objects.Select(o => o.Name));
            Assert.Equal(length == log.Length, world.Entry("k2") is not null);
            Assert.NotNull(world.Entry("k1"));
        }

        await session.DisposeAsync();
    }

    [Fact]
    public async Task StoreOfAKilledServer_HasEverything_AndKnowsTheKeys()
    {
        var session = await StartAsync(new ItemHandler(reality) { Repeatable = true }, folder.World);
        var made = await session.MadeAsync(Create("a", Map(("size", 1)), "k1"));
        using var copy = CopyOf(folder);
        await session.DisposeAsync();

        await using var later = await StartAsync(new ItemHandler(reality) { Repeatable = true }, copy.World);
        Assert.Equal(made.Id, (await later.GetAsync(new GetArguments(Key: "k1"))).Data!.Id);
        Assert.Equal(made.Id, (await later.MadeAsync(Create("a", Map(("size", 1)), "k1"))).Id);
        Assert.Equal(1, reality.Count);
    }

    [Fact]
    public async Task CreateThatWasInterrupted_StaysInDoubt_UntilItIsSentAgain()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var handler = new ItemHandler(reality) { OnCreate = async (_, context) => { entered.TrySetResult(); await Task.Delay(Timeout.Infinite, context.Cancellation); } };
        var session = await StartAsync(handler, folder.World);
        var change = Create("a", Map(("size", 1)), "k1");
        var call = session.ApplyAsync(change);
        await entered.Task;
        Assert.Equal("creating", (await session.GetAsync(new GetArguments(Key: "k1"))).Data!.State);
        using var copy = CopyOf(folder);
        var second = new ItemHandler(reality);
        await using (var later = await StartAsync(second, copy.World))
        {
            var doubt = await later.GetAsync(new GetArguments(Key: "k1"));
            Assert.Equal(("unknown", "possible"), (doubt.Error!.Code, doubt.Error.Details!.SideEffects));
            Assert.Equal("applied", (await later.ApplyOneAsync(change)).Outcome);
            Assert.Equal(["create a again"], second.Calls);
        }

        await session.DisposeAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => call);
    }

    [Fact]
    public async Task CreateThatWasInterrupted_OfARepeatableType_WasNeverSeen()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var handler = new ItemHandler(reality)
        {
            Repeatable = true, OnCreate = async (_, context) => { entered.TrySetResult(); await Task.Delay(Timeout.Infinite, context.Cancellation); },
        };
        var session = await StartAsync(handler, folder.World);
        var call = session.ApplyAsync(Create("a", Map(("size", 1)), "k1"));
        await entered.Task;
        using var copy = CopyOf(folder);
        await using (var later = await StartAsync(new ItemHandler(reality) { Repeatable = true }, copy.World))
        {
            Assert.Equal("notFound", (await later.GetAsync(new GetArguments(Key: "k1"))).Error!.Code);
        }

        await session.DisposeAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => call);
    }

    private static TempFolder CopyOf(TempFolder from)
    {
        var copy = new TempFolder();
        foreach (var name in (Func<string, string>[])[w => w, w => StorePaths.Beside(w, "log"), w => StorePaths.Beside(w, "key")])
        {
            if (File.Exists(name(from.World))) File.Copy(name(from.World), name(copy.World));
        }

        return copy;
    }
}
