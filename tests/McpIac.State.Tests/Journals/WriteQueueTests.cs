using McpIac.State.Journals;

namespace McpIac.State.Tests.Journals;

public sealed class WriteQueueTests
{
    private readonly WriteQueue queue = new();
    private readonly List<int> groups = [];

    private PendingWrite Added()
    {
        var one = new PendingWrite([]);
        queue.Add(one);
        return one;
    }

    private void Write(IReadOnlyList<PendingWrite> group)
    {
        groups.Add(group.Count);
        foreach (var one in group) one.End(null);
    }

    // Whoever waits forever would hang the test; so long nothing takes.
    private Task Finish(PendingWrite one) => Task.Factory.StartNew(() => queue.Finish(one, Write), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(TimeSpan.FromMinutes(5));

    [Fact]
    public async Task WhatWaits_IsWrittenTogether_AndWhoeverFindsItDone_LeavesTheTurnToOthers()
    {
        var (first, second) = (Added(), Added());
        await Finish(first);
        await Finish(second);
        Assert.True(second.IsDone);
        await Finish(Added());
        Assert.Equal([2, 1], groups);
    }

    [Fact]
    public async Task WhoeverComesWhileAnotherWrites_HasTheNextTurn()
    {
        var (first, late) = (Added(), new PendingWrite([]));
        Task waits = Task.CompletedTask;
        queue.Finish(first, group =>
        {
            queue.Add(late);
            waits = Finish(late);
            Write(group);
        });
        await waits;
        await Finish(Added());
        Assert.Equal([1, 1, 1], groups);
    }

    [Fact]
    public async Task NoGroup_IsTooLarge()
    {
        var all = Enumerable.Range(0, 600).Select(_ => Added()).ToArray();
        await Finish(all[^1]);
        Assert.All(all, one => Assert.True(one.IsDone));
        Assert.Equal([256, 256, 88], groups);
    }
}
