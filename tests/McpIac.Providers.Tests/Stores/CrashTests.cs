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

    [Theory]
    [InlineData(false, "created", new[] { "find k1 1" })]
    [InlineData(true, "tainted", new[] { "find k1 1", "find k1 1", "update a" })]
    public async Task CreateThatWasInterrupted_IsFoundByItsKey_WhereTheHandlerCan(bool partial, string state, string[] calls)
    {
        using var copy = await InterruptedAsync(folder);
        var found = reality.Add("test:thing:item", Map(("size", 1))) with { Partial = partial ? "it wasn't started" : null };
        var handler = new ItemHandler(reality) { OnFind = _ => found };
        await using var later = await StartAsync(handler, copy.World);

        var asked = await later.GetAsync(new GetArguments(Key: "k1"));
        Assert.Equal((found.Id, state), (asked.Data!.Id, asked.Data.State));
        var result = await later.ApplyOneAsync(Create("a", Map(("size", 1)), "k1"));
        Assert.Equal(("applied", found.Id), (result.Outcome, result.Resource!.Id));
        Assert.Equal(calls, handler.Calls);
        Assert.Equal(1, reality.Count);
    }

    /// <summary>The server would foresee something else by now.</summary>
    [Theory]
    [InlineData(true, new[] { "find k1 1 in z-then" })]
    [InlineData(false, new[] { "find k1 1 in z-then", "create a again" })]
    public async Task CreateThatWasInterrupted_IsSettledByWhatWasForeseenThen(bool isThere, string[] calls)
    {
        using var copy = await InterruptedAsync(folder, asked => asked.With("zone", Datum.Of("z-then")));
        var found = isThere ? reality.Add("test:thing:item", Map(("size", 1), ("zone", "z-then"))) : null;
        var made = new List<Datum>();
        var handler = new ItemHandler(reality)
        {
            OnForesee = asked => asked.With("zone", Datum.Of("z-now")), OnFind = _ => found,
            OnCreate = (properties, _) => { made.Add(properties); return Task.CompletedTask; },
        };
        await using var later = await StartAsync(handler, copy.World);

        if (isThere) Assert.Equal(found!.Id, (await later.GetAsync(new GetArguments(Key: "k1"))).Data!.Id);
        var result = await later.ApplyOneAsync(Create("a", Map(("size", 1)), "k1"));
        Assert.Equal(("applied", "z-then"), (result.Outcome, result.Resource!.Properties["zone"]!.AsText()));
        Assert.Equal(calls, handler.Calls);
        Assert.All(made, m => Assert.Equal(Datum.Of("z-then"), m["zone"]));

        // The next one is foreseen anew.
        Assert.Equal("z-now", (await later.ApplyOneAsync(Create("b", Map(("size", 1)), "k2"))).Resource!.Properties["zone"]!.AsText());
    }

    [Fact]
    public async Task WhatWasFound_IsWrittenDown_WithWhatOnlyWasAskedFor()
    {
        using var copy = await InterruptedAsync(folder);
        var found = reality.Add("test:thing:item", Map(("color", "blue")));
        await using (var asked = await StartAsync(new ItemHandler(reality) { OnFind = _ => found }, copy.World)) Assert.NotNull((await asked.GetAsync(new GetArguments(Key: "k1"))).Data);

        await using var later = await StartAsync(new ItemHandler(reality) { OnFind = _ => null }, copy.World);
        var known = (await later.GetAsync(new GetArguments(Key: "k1"))).Data;
        Assert.Equal((found.Id, 1L), (known?.Id, known?.Properties["size"]?.AsInteger()));
    }

    [Theory]
    [InlineData("none", new[] { "find k1 1", "create a again" })]
    [InlineData("whole", new[] { "find k1 1" })]
    [InlineData("part", new[] { "find k1 1", "update a" })]
    public async Task CreateThatWasInterrupted_AndIsSentAgain_IsFinishedAndNotMadeTwice(string there, string[] calls)
    {
        using var copy = await InterruptedAsync(folder);
        var found = there == "none" ? null : reality.Add("test:thing:item", Map(("size", 2))) with { Partial = there == "part" ? "it wasn't started" : null };
        var handler = new ItemHandler(reality) { OnFind = _ => found };
        await using var later = await StartAsync(handler, copy.World);

        Assert.Equal("applied", (await later.ApplyOneAsync(Create("a", Map(("size", 1)), "k1"))).Outcome);
        Assert.Equal(calls, handler.Calls);
        Assert.Equal(1, reality.Count);
    }

    [Fact]
    public async Task CreateThatWasInterrupted_AndIsFoundNowhere_NeverWas()
    {
        using var copy = await InterruptedAsync(folder);
        await using var later = await StartAsync(new ItemHandler(reality) { OnFind = _ => null }, copy.World);

        Assert.Equal("notFound", (await later.GetAsync(new GetArguments(Key: "k1"))).Error!.Code);
        Assert.Empty((await later.CallAsync<DeploymentStateData>("getDeploymentState", new DeploymentStateArguments("test"))).Data?.Pending ?? []);
    }

    /// <summary>A copy of the record of a server that was at a create with the key k1.</summary>
    private async Task<TempFolder> InterruptedAsync(TempFolder at, Func<Datum, Datum>? foresees = null)
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var handler = new ItemHandler(reality) { OnForesee = foresees, OnCreate = async (_, context) => { entered.TrySetResult(); await Task.Delay(Timeout.Infinite, context.Cancellation); } };
        var session = await StartAsync(handler, at.World);
        var call = session.ApplyAsync(Create("a", Map(("size", 1)), "k1"));
        await entered.Task;
        var copy = CopyOf(at);
        await session.DisposeAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => call);
        return copy;
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
