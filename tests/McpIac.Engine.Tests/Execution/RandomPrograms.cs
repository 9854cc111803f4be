using CsCheck;
using McpIac.Dsl.Expressions;
using McpIac.Plans.Tests.Programs;
using McpIac.Schemas.Catalogs;
using static McpIac.Plans.Tests.Programs.TestProgram;
using static McpIac.Plans.Tests.Programs.TestTypes;

namespace McpIac.Engine.Tests.Execution;

/// <summary>Random graphs over types of every temper, on two providers.</summary>
internal static class RandomPrograms
{
    private const int Slots = 6;

    public static Catalog Catalog { get; } = new(
    [
        Provider("p",
            Type("p:x:node", [P("label", Text), P("kind", Text with { Immutable = true }), P("parent", Text with { Immutable = true }), P("refs", ListOf(Text))], [P("digest", Text)]),
            Type("p:x:fixed", [P("label", Text), P("refs", ListOf(Text))], [P("digest", Text)]) with { CanUpdate = false }),
        Provider("q",
            Type("q:x:named", [P("name", Text), P("kind", Text with { Immutable = true }), P("label", Text), P("refs", ListOf(Text))], [P("digest", Text)], [["name"]]),
            Type("q:x:solo", [P("kind", Text with { Immutable = true }), P("parent", Text with { Immutable = true }), P("refs", ListOf(Text))], [P("digest", Text)]) with { DeleteFirst = true }),
    ]);

    private static readonly string[] Types = ["p:x:node", "p:x:fixed", "q:x:named", "q:x:solo"];

    private sealed record Slot(bool Present, int Type, string Label, string Kind, int Rank, int[] Refs, bool UsesDigest);

    public static Gen<TestProgram> One { get; } =
        (from present in Gen.Frequency((4, Gen.Const(true)), (1, Gen.Const(false)))
         from type in Gen.Frequency((3, Gen.Const(0)), (1, Gen.Int[1, 3]))
         from label in Gen.OneOf("a", "b")
         from kind in Gen.Frequency((3, Gen.Const("k")), (1, Gen.Const("l")))
         from rank in Gen.Int[0, 9]
         from refs in Gen.Int[0, Slots - 1].Array[0, 3]
         from digest in Gen.Bool
         select new Slot(present, type, label, kind, rank, refs, digest)).Array[Slots].Select(Build);

    // A reference goes from a higher rank to a lower one, so there are no circles; ranks differ between programs, so directions flip.
    private static TestProgram Build(Slot[] slots)
    {
        var program = new TestProgram(Catalog);
        var made = new Dictionary<int, Handle>();
        foreach (var (slot, index) in slots.Select((s, i) => (s, i)).Where(p => p.s.Present).OrderBy(p => p.s.Rank).ThenBy(p => p.i))
        {
            var (type, name) = (Types[slot.Type], $"r{index}");
            var targets = slot.Refs.Distinct().Where(made.ContainsKey).Select(r => made[r]).ToArray();
            var values = new Dictionary<string, Expression>
            {
                ["label"] = V(slot.Label), ["kind"] = V(slot.Kind), ["name"] = V(name),
                ["refs"] = L([.. targets.Select(t => slot.UsesDigest ? Join(t["id"], V("/"), t["digest"]) : t["id"])]),
            };
            if (targets.Length > 0) values["parent"] = targets[0]["id"];
            made[index] = program.Add(type, name, [.. Catalog.Find(type)!.Properties.Members.Where(m => values.ContainsKey(m.Name)).Select(m => (m.Name, values[m.Name]))]);
        }

        return program;
    }
}
