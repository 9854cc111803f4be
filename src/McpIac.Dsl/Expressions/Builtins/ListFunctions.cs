using System.Text;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Dsl.Expressions.Builtins;

/// <summary>Lists, and what lists have in common with texts and maps.</summary>
internal static class ListFunctions
{
    public static IReadOnlyList<Function> All { get; } =
    [
        new("length", 1, 1, ShapeKind.Integer, Length) { SeesParts = true },
        new("concat", 1, int.MaxValue, ShapeKind.Any, Concat) { SeesParts = true },
        new("contains", 2, 2, ShapeKind.Boolean, Contains) { SeesParts = true },
        new("first", 1, 1, ShapeKind.Any, static (a, _) => Edge("first", a[0], static items => items[0])) { SeesParts = true },
        new("last", 1, 1, ShapeKind.Any, static (a, _) => Edge("last", a[0], static items => items[^1])) { SeesParts = true },
        new("skip", 2, 2, ShapeKind.List, static (a, work) => Slice("skip", a, work, static (items, n) => items.Skip(n))) { SeesParts = true },
        new("take", 2, 2, ShapeKind.List, static (a, work) => Slice("take", a, work, static (items, n) => items.Take(n))) { SeesParts = true },
        new("reverse", 1, 1, ShapeKind.List, Reverse) { SeesParts = true },
        new("flatten", 1, 1, ShapeKind.List, Flatten) { SeesParts = true },
        new("distinct", 1, 1, ShapeKind.List, Distinct),
        new("sort", 1, 1, ShapeKind.List, Sort),
        new("join", 2, 2, ShapeKind.Text, Join),
        new("range", 2, 2, ShapeKind.List, Range),
    ];

    private static Outcome Length(IReadOnlyList<Datum> arguments, Work work) => arguments[0].Kind switch
    {
        DatumKind.Text => (long)(arguments[0].AsText() ?? "").Length,
        DatumKind.List => (long)arguments[0].Items.Count,
        DatumKind.Map => (long)MapFunctions.Keys(arguments[0]).Length,
        _ => Arguments.Wrong("length", "a text, a list or a map", arguments[0]),
    };

    private static Outcome Concat(IReadOnlyList<Datum> arguments, Work work)
    {
        if (arguments[0].Kind == DatumKind.Text)
        {
            work.Spend(arguments.Sum(a => (long)(a.AsText()?.Length ?? 0)));
            return arguments.FirstOrDefault(a => a.Kind != DatumKind.Text) is { } other
                ? Arguments.Wrong("concat", "texts alone or lists alone", other)
                : string.Concat(arguments.Select(a => a.AsText()));
        }

        if (arguments.FirstOrDefault(a => a.Kind != DatumKind.List) is { } wrong) return Arguments.Wrong("concat", "texts alone or lists alone", wrong);
        work.Spend(arguments.Sum(a => (long)a.Items.Count));
        return Datum.ListOf(arguments.SelectMany(a => a.Items));
    }

    // A known element that equals decides; otherwise an unknown one might.
    private static Outcome Contains(IReadOnlyList<Datum> arguments, Work work)
    {
        var (within, what) = (arguments[0], arguments[1]);
        if (within.AsText() is { } text)
        {
            work.SpendSearch(text, what.AsText() ?? "");
            return what.AsText() is { } part ? text.Contains(part, StringComparison.Ordinal) : Arguments.Wrong("contains", "a text to look for in a text", what);
        }

        if (within.Kind != DatumKind.List) return Arguments.Wrong("contains", "a text or a list first", within);
        if (DatumWalk.HasUnknown(what, work)) return Outcome.Unknown;
        var unknown = false;
        foreach (var item in within.Items)
        {
            if (DatumWalk.HasUnknown(item, work)) unknown = true;
            else if (DatumWalk.Same(item, what, work)) return true;
        }

        return unknown ? Outcome.Unknown : false;
    }

    private static Outcome Edge(string name, Datum list, Func<IReadOnlyList<Datum>, Datum> pick)
    {
        if (list.Kind != DatumKind.List) return Arguments.Wrong(name, "a list", list);
        return list.Items.Count == 0 ? Outcome.Fail($"{name} of an empty list has no value") : pick(list.Items);
    }

    private static Outcome Slice(string name, IReadOnlyList<Datum> arguments, Work work, Func<IReadOnlyList<Datum>, int, IEnumerable<Datum>> slice)
    {
        if (arguments[0].Kind != DatumKind.List) return Arguments.Wrong(name, "a list first", arguments[0]);
        if (Arguments.Whole(arguments[1]) is not { } count) return Arguments.Wrong(name, "a whole number", arguments[1]);
        work.Spend(arguments[0].Items.Count);
        return Datum.ListOf(slice(arguments[0].Items, count));
    }

    private static Outcome Reverse(IReadOnlyList<Datum> arguments, Work work)
    {
        if (arguments[0].Kind != DatumKind.List) return Arguments.Wrong("reverse", "a list", arguments[0]);
        work.Spend(arguments[0].Items.Count);
        return Datum.ListOf(arguments[0].Items.Reverse());
    }

    // One level; what is no list stays as it is.
    private static Outcome Flatten(IReadOnlyList<Datum> arguments, Work work)
    {
        if (arguments[0].Kind != DatumKind.List) return Arguments.Wrong("flatten", "a list", arguments[0]);
        if (arguments[0].Items.Any(DatumWalk.IsUnknown)) return Outcome.Unknown;
        work.Spend(arguments[0].Items.Sum(i => 1L + i.Items.Count));
        return Datum.ListOf(arguments[0].Items.SelectMany(i => i.Kind == DatumKind.List ? i.Items : [i]));
    }

    // Datum's hash is shallow, so the canonical text keeps this linear.
    private static Outcome Distinct(IReadOnlyList<Datum> arguments, Work work)
    {
        if (arguments[0].Kind != DatumKind.List) return Arguments.Wrong("distinct", "a list", arguments[0]);
        work.Spend(DatumWalk.Size(arguments[0]));
        return Datum.ListOf(arguments[0].Items.DistinctBy(CanonicalText.Of, StringComparer.Ordinal));
    }

    private static Outcome Sort(IReadOnlyList<Datum> arguments, Work work)
    {
        if (arguments[0].Kind != DatumKind.List) return Arguments.Wrong("sort", "a list", arguments[0]);
        var items = arguments[0].Items;
        work.Spend(items.Count * 20L + DatumWalk.Size(arguments[0]));
        var kind = items.Count == 0 ? DatumKind.Text : items[0].Kind;
        if (kind is not (DatumKind.Text or DatumKind.Number) || items.Any(i => i.Kind != kind))
        {
            return Outcome.Fail("sort takes a list of numbers alone or of texts alone");
        }

        return Datum.ListOf(items.Order(Comparer<Datum>.Create(static (a, b) => Operators.Compare(a, b) ?? 0)));
    }

    private static Outcome Join(IReadOnlyList<Datum> arguments, Work work)
    {
        if (arguments[0].Kind != DatumKind.List) return Arguments.Wrong("join", "a list first", arguments[0]);
        if (arguments[1].AsText() is not { } separator) return Arguments.Wrong("join", "a text as separator", arguments[1]);
        var text = new StringBuilder();
        for (var i = 0; i < arguments[0].Items.Count; i++)
        {
            var item = Texts.Of(arguments[0].Items[i]);
            if (item.Error is not null) return item;
            var written = item.Value.AsText() ?? "";
            work.Spend(1L + written.Length + separator.Length);
            text.Append(i == 0 ? "" : separator).Append(written);
        }

        return text.ToString();
    }

    private static Outcome Range(IReadOnlyList<Datum> arguments, Work work)
    {
        if (arguments[0].AsInteger() is not { } start) return Arguments.Wrong("range", "a whole number as start", arguments[0]);
        if (arguments[1].AsInteger() is not { } count) return Arguments.Wrong("range", "a whole number as count", arguments[1]);
        if (count < 0) return Outcome.Fail("range takes a count of 0 or more");
        work.Spend(count);
        if (count > 0 && start > long.MaxValue - (count - 1)) return Outcome.Fail("range goes beyond what 64 bits can hold");
        var items = new Datum[(int)count];
        for (var i = 0; i < items.Length; i++) items[i] = Datum.Of(start + i);
        return Datum.ListOf(items);
    }
}
