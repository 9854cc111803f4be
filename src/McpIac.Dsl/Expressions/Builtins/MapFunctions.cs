using System.Globalization;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Dsl.Expressions.Builtins;

/// <summary>Maps. Their members' order carries no meaning, so keys and values come in the keys' ordinal order.</summary>
internal static class MapFunctions
{
    public static IReadOnlyList<Function> All { get; } =
    [
        new("keys", 1, 1, ShapeKind.List, static (a, work) => OfMap("keys", a[0], work, static (_, key) => Datum.Of(key))) { SeesParts = true },
        new("values", 1, 1, ShapeKind.List, static (a, work) => OfMap("values", a[0], work, static (map, key) => map[key] ?? Datum.Null)) { SeesParts = true },
        new("hasKey", 2, 2, ShapeKind.Boolean, HasKey) { SeesParts = true },
        new("lookup", 2, 3, ShapeKind.Any, Lookup) { SeesParts = true },
        new("entries", 1, 1, ShapeKind.List, static (a, work) => OfMap("entries", a[0], work, static (map, key) =>
            Datum.MapOf([new("key", Datum.Of(key)), new("value", map[key] ?? Datum.Null)]))) { SeesParts = true },
        new("toMap", 1, 1, ShapeKind.Map, ToMap) { SeesParts = true },
        new("merge", 1, int.MaxValue, ShapeKind.Map, Merge) { SeesParts = true },
    ];

    public static string[] Keys(Datum map)
    {
        var keys = map.Members.Select(m => m.Key).Distinct(StringComparer.Ordinal).ToArray();
        Array.Sort(keys, StringComparer.Ordinal);
        return keys;
    }

    private static Outcome OfMap(string name, Datum map, Work work, Func<Datum, string, Datum> pick)
    {
        if (map.Kind != DatumKind.Map) return Arguments.Wrong(name, "a map", map);
        work.Spend(map.Members.Count * 20L);
        return Datum.ListOf(Keys(map).Select(key => pick(map, key)));
    }

    private static Outcome HasKey(IReadOnlyList<Datum> arguments, Work work)
    {
        if (arguments[0].Kind != DatumKind.Map) return Arguments.Wrong("hasKey", "a map first", arguments[0]);
        return arguments[1].AsText() is { } key ? arguments[0][key] is not null : Arguments.Wrong("hasKey", "a text as key", arguments[1]);
    }

    /// <summary>A map's member by text or a list's element by whole number; a third argument stands in for what is missing.</summary>
    private static Outcome Lookup(IReadOnlyList<Datum> arguments, Work work)
    {
        var (within, key) = (arguments[0], arguments[1]);
        Datum? found;
        switch (within.Kind)
        {
            case DatumKind.Map when key.AsText() is { } name:
                found = within[name];
                break;
            case DatumKind.List when key.AsInteger() is { } index:
                found = index >= 0 && index < within.Items.Count ? within.Items[(int)index] : null;
                break;
            case DatumKind.Map: return Arguments.Wrong("lookup", "a text as a map's key", key);
            case DatumKind.List: return Arguments.Wrong("lookup", "a whole number as a list's index", key);
            default: return Arguments.Wrong("lookup", "a map or a list first", within);
        }

        if (found is not null) return found;
        if (arguments.Count == 3) return arguments[2];
        return Outcome.Fail(within.Kind == DatumKind.Map
            ? "lookup found no member of that key, and has no value to stand in"
            : string.Create(CultureInfo.InvariantCulture, $"lookup found no element of that index in a list of {within.Items.Count}, and has no value to stand in"));
    }

    /// <summary>The contrary of <c>entries</c>; a key that comes twice is an error, since one of the values would be lost.</summary>
    private static Outcome ToMap(IReadOnlyList<Datum> arguments, Work work)
    {
        if (arguments[0].Kind != DatumKind.List) return Arguments.Wrong("toMap", "a list of entries", arguments[0]);
        var members = new OrderedDictionary<string, Datum>(StringComparer.Ordinal);
        foreach (var entry in arguments[0].Items)
        {
            work.Spend(20);
            if (DatumWalk.IsUnknown(entry) || entry["key"] is { } unknown && DatumWalk.IsUnknown(unknown)) return Outcome.Unknown;
            if (entry["key"]?.AsText() is not { } key) return Outcome.Fail("toMap takes entries whose key is a text");
            if (!members.TryAdd(key, entry["value"] ?? Datum.Null)) return Outcome.Fail("toMap was given a key twice");
        }

        return Datum.MapOf(members);
    }

    private static Outcome Merge(IReadOnlyList<Datum> arguments, Work work)
    {
        var members = new OrderedDictionary<string, Datum>(StringComparer.Ordinal);
        foreach (var map in arguments)
        {
            // A null stands for an optional map that wasn't written.
            if (map.IsNull) continue;
            if (map.Kind != DatumKind.Map) return Arguments.Wrong("merge", "maps", map);
            work.Spend(map.Members.Count);
            foreach (var (key, value) in map.Members) members[key] = value;
        }

        return Datum.MapOf(members);
    }
}
