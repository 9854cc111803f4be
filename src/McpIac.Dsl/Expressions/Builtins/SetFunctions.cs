using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Dsl.Expressions.Builtins;

/// <summary>Lists taken as sets: each element once, in the order of its first appearance.</summary>
internal static class SetFunctions
{
    public static IReadOnlyList<Function> All { get; } =
    [
        new("union", 1, int.MaxValue, ShapeKind.List, static (a, work) => Combine("union", a, work, static (_, _) => true, all: true)),
        new("intersect", 2, int.MaxValue, ShapeKind.List, static (a, work) => Combine("intersect", a, work, static (item, others) => others.All(o => o.Contains(item)), all: false)),
        new("except", 2, int.MaxValue, ShapeKind.List, static (a, work) => Combine("except", a, work, static (item, others) => !others.Any(o => o.Contains(item)), all: false)),
        new("all", 1, 1, ShapeKind.Boolean, static (a, _) => Booleans("all", a[0], static items => items.All(b => b))),
        new("any", 1, 1, ShapeKind.Boolean, static (a, _) => Booleans("any", a[0], static items => items.Any(b => b))),
    ];

    private static Outcome Combine(string name, IReadOnlyList<Datum> lists, Work work, Func<Datum, IReadOnlyList<HashSet<Datum>>, bool> keep, bool all)
    {
        if (lists.FirstOrDefault(l => l.Kind != DatumKind.List) is { } wrong) return Arguments.Wrong(name, "lists", wrong);
        work.Spend(lists.Sum(l => DatumWalk.Size(l)) * lists.Count);
        HashSet<Datum>[] others = all ? [] : [.. lists.Skip(1).Select(l => new HashSet<Datum>(l.Items))];
        var seen = new HashSet<Datum>();
        return Datum.ListOf((all ? lists.SelectMany(l => l.Items) : lists[0].Items).Where(i => keep(i, others) && seen.Add(i)));
    }

    private static Outcome Booleans(string name, Datum list, Func<IEnumerable<bool>, bool> decide)
    {
        if (list.Kind != DatumKind.List) return Arguments.Wrong(name, "a list", list);
        return list.Items.FirstOrDefault(i => i.AsBoolean() is null) is { } wrong ? Arguments.Wrong(name, "a list of booleans", wrong) : decide(list.Items.Select(i => i.AsBoolean() == true));
    }
}
