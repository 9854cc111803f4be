using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Engine.Adapters;

/// <summary>Finds the objects in a value: <c>[ … ]</c>, <c>{ entities: [ … ] }</c>, <c>{ data: { items: [ … ] } }</c>.</summary>
internal static class ObjectRows
{
    private const int Deepest = 3, MostRows = 100_000;

    private static readonly HashSet<string> Continuing = new(StringComparer.Ordinal) { "next", "nextcursor", "nexttoken", "nextpage", "nextpagetoken", "hasmore", "hasnext", "hasnextpage", "continue", "truncated", "istruncated" };

    /// <summary>The list of objects, where there is one; null when the value is one object.</summary>
    /// <param name="asked">What the tool was given: of an address that an object tells in part the rest is as asked, as in a list of what one project has.</param>
    public static IReadOnlyList<ObjectRow>? In(ResourceType type, TypeTool tool, Datum value, Datum? asked = null)
    {
        if (asked is null) return Find(type, tool, value);
        var address = ObjectAddress.Members(type);
        var given = Datum.MapOf(asked.Members.Where(m => address.Contains(m.Key) && tool.Arguments.Any(a => a.Member == m.Key)));
        return Find(type, tool, value)?.Select(r => address.Any(m => r[m] is not null) ? r.At(given) : r).ToArray();
    }

    private static ObjectRow[]? Find(ResourceType type, TypeTool tool, Datum value)
    {
        var list = tool.Result.Rows is { } pointer ? JsonPointer.Find(value, pointer) : value.Kind == DatumKind.List ? value : Nested(type, tool, value, Deepest);
        if (list is null && tool.Result.Rows is not null) return [];
        return list?.Kind == DatumKind.List ? [.. list.Items.Take(MostRows).Select(i => new ObjectRow(type, tool.Result.Members, Object(type, tool, i)))] : null;
    }

    // A list of names is one of objects that tell no more.
    private static Datum Object(ResourceType type, TypeTool tool, Datum item) =>
        item.Kind is DatumKind.Text or DatumKind.Number && tool.Result.Members.Count == 0 && ObjectAddress.Members(type) is [var only] ? Datum.MapOf([new(only, item)]) : item;

    /// <summary>The one object: the value, or what is wrapped in it, as <c>{ workflow: { … } }</c>.</summary>
    public static ObjectRow Single(ResourceType type, TypeTool tool, Datum value)
    {
        var row = new ObjectRow(type, tool.Result.Members, value);
        for (var depth = 0; depth < Deepest && tool.Result.Members.Count == 0; depth++)
        {
            if (ObjectAddress.Members(type).Any(m => row[m] is { Kind: not (DatumKind.Map or DatumKind.List) })) return row;
            var inner = row.Value.Members.Where(m => m.Value.Kind == DatumKind.Map).ToArray();
            if (inner.Length != 1) break;
            row = new ObjectRow(type, tool.Result.Members, inner[0].Value);
        }

        return row.TellsAnything(Datum.EmptyMap) && row.Value.Kind == DatumKind.Map ? row : new ObjectRow(type, tool.Result.Members, value);
    }

    /// <summary>A pointer to a list that has the object of an address; null when none has.</summary>
    public static string? Elsewhere(ResourceType type, TypeTool tool, Datum value, Datum address, string at = "", int depth = Deepest)
    {
        if (value.Kind == DatumKind.List) return value.Items.Take(MostRows).Any(i => new ObjectRow(type, tool.Result.Members, i).Has(address)) ? at : null;
        return depth == 0 ? null : value.Members.Select(m => Elsewhere(type, tool, m.Value, address, JsonPointer.Append(at, m.Key), depth - 1)).FirstOrDefault(p => p is not null);
    }

    /// <summary>True for lists without anything in them, as <c>{ entities: [], relations: [] }</c>.</summary>
    public static bool IsEmpty(Datum value) => value.Members.Count > 0 && value.Members.All(m => m.Value is { Kind: DatumKind.List, Items.Count: 0 });

    /// <summary>True when an answer says that the list goes on elsewhere, so that what isn't in it may be there all the same.</summary>
    public static bool IsPart(Datum value) => Marks(value).Any(m => m is { IsNull: false } more && more.AsBoolean() != false && more.AsText() != "" && more is not { Kind: DatumKind.List, Items.Count: 0 });

    /// <summary>True when an answer says whether there is more, or not.</summary>
    public static bool SaysWhetherPart(Datum value) => Marks(value).Any();

    /// <summary>What the next page is called, where that stands by one of its usual names; else null.</summary>
    public static Datum? NextPage(Datum value) => Marks(value).FirstOrDefault(m => m.Kind == DatumKind.Number || (m.AsText() is { Length: > 0 } name && !name.Contains("://", StringComparison.Ordinal)));

    private static IEnumerable<Datum> Marks(Datum value)
    {
        foreach (var (name, member) in value.Members)
        {
            if (Continuing.Contains(new string([.. name.Where(char.IsLetter).Select(char.ToLowerInvariant)]))) yield return member;
            else if (member.Kind == DatumKind.Map && name is "metadata" or "meta" or "pagination" or "page_info" or "pageInfo" or "paging")
                foreach (var inner in Marks(member)) yield return inner;
        }
    }

    // An object that tells its own address has no objects of its kind inside.
    private static Datum? Nested(ResourceType type, TypeTool tool, Datum value, int depth)
    {
        if (depth == 0 || value.Kind != DatumKind.Map) return null;
        var address = ObjectAddress.Members(type);
        if (address.All(m => new ObjectRow(type, tool.Result.Members, value)[m] is { Kind: not (DatumKind.Map or DatumKind.List) })) return null;
        Datum[] lists = [.. value.Members.Select(m => m.Value).Where(v => v.Kind == DatumKind.List)];
        var telling = lists.FirstOrDefault(l => l.Items.Count > 0 && address.All(m => new ObjectRow(type, tool.Result.Members, l.Items[0])[m] is not null));
        if (telling is not null) return telling;
        foreach (var member in value.Members)
        {
            if (Nested(type, tool, member.Value, depth - 1) is { } found) return found;
        }

        // A list that is empty is a list too, if it is the only one.
        return lists is [{ Items.Count: 0 } only] && value.Members.All(m => m.Value.Kind != DatumKind.Map) ? only : null;
    }
}
