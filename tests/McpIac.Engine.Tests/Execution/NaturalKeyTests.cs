using CsCheck;
using McpIac.Engine.Execution;
using McpIac.Engine.Tests.Worlds;
using McpIac.Plans.Tests.Programs;
using static McpIac.Plans.Tests.Programs.TestProgram;

namespace McpIac.Engine.Tests.Execution;

/// <summary>Natural keys that go from one resource to another: updated, replaced, removed, left over. No two objects ever want the same at once.</summary>
public sealed class NaturalKeyTests
{
    /// <param name="Step">How far its key moves up; keys only ever move up, so that there are no circles.</param>
    private sealed record Slot(bool Before, bool After, int Step, string Kind, bool IsUsed);

    private static readonly Gen<Slot[]> Slots =
        (from before in Gen.Frequency((3, Gen.Const(true)), (1, Gen.Const(false)))
         from after in Gen.Frequency((3, Gen.Const(true)), (1, Gen.Const(false)))
         from step in Gen.Int[0, 1]
         from kind in Gen.Frequency((2, Gen.Const("k")), (1, Gen.Const("l")))
         from used in Gen.Bool
         select new Slot(before, after, step, kind, used)).Array[1, 6];

    [Fact]
    public void KeysThatMove_AreFreeWhenTheyAreTaken() => Slots.Sample(slots => Run(async () =>
    {
        var harness = new Harness(RandomPrograms.Catalog);
        await harness.ConvergeAsync(From(slots));
        await harness.ConvergeAsync(To(slots));
        await harness.ConvergeAsync(From(slots));
    }), iter: 300, threads: 1);

    [Fact]
    public void KilledAnywhere_BothWaysOnAndBackConverge() => Slots.Sample(slots => Run(async () =>
    {
        for (var point = 1; ; point++)
        {
            var harness = await DiedAsync(slots, point);
            if (harness is null) break;
            await harness.ConvergeAsync(To(slots));

            // Steps that run side by side are recorded together or apart, so that this time there may be one point less.
            if (await DiedAsync(slots, point) is { } again) await again.ConvergeAsync(From(slots));
        }
    }), iter: 25, threads: 1);

    private static async Task<Harness?> DiedAsync(Slot[] slots, int point)
    {
        var harness = new Harness(RandomPrograms.Catalog) { Options = new ApplyOptions { RetryDelay = TimeSpan.Zero, Parallelism = 2 } };
        await harness.ConvergeAsync(From(slots));
        try
        {
            await harness.ApplyAsync(To(slots), new KillSwitch(point));
            return null;
        }
        catch (KilledException)
        {
            return harness;
        }
    }

    private static TestProgram From(Slot[] slots) => Program(slots, s => s.Before, (_, i) => i, _ => "k");

    // A key that moves goes on top of all that were there, or to the next one's when that moves as well: never to one that stays.
    private static TestProgram To(Slot[] slots) => Program(slots, s => s.After, (s, i) => Moves(slots, i) ? i + 1 : i, s => s.Kind);

    private static bool Moves(Slot[] slots, int index) => slots.Skip(index).TakeWhile(s => s.After).All(s => s.Step == 1) && slots[index].Step == 1;

    private static TestProgram Program(Slot[] slots, Func<Slot, bool> isPresent, Func<Slot, int, int> key, Func<Slot, string> kind)
    {
        var program = new TestProgram(RandomPrograms.Catalog);
        foreach (var (slot, i) in slots.Select((s, i) => (s, i)).Where(p => isPresent(p.s)))
        {
            var made = program.Add("q:x:named", $"r{i}", ("name", V($"n{key(slot, i)}")), ("kind", V(kind(slot))));
            if (slot.IsUsed) program.Add("p:x:node", $"user{i}", ("label", V("a")), ("refs", L(made["id"])));
        }

        return program;
    }

    private static void Run(Func<Task> test) => Task.Run(test).GetAwaiter().GetResult();
}
