using McpIac.Schemas.Data;

namespace McpIac.Providers.Twin.Worlds;

/// <summary>
/// What a twin believes to exist, for look-ups by value; the store keeps it durably. Not thread-safe: handlers take <see cref="Gate"/> for a whole
/// look-up and change, so that two creates at once can't choose the same address.
/// </summary>
internal sealed class TwinWorld
{
    // Longer texts (contents, keys) are no references and no addresses.
    private const int LongestIndexed = 256;

    private readonly Dictionary<(string Type, string Id), TwinObject> live = [];

    // Made when something is first looked for by its value: a twin that is only read needs none.
    private Dictionary<string, HashSet<(string Type, string Id)>>? byText;
    private readonly HashSet<string> issued = new(StringComparer.Ordinal);

    public TwinWorld(IEnumerable<TwinObject> objects)
    {
        foreach (var item in objects) Put(item);
    }

    public Lock Gate { get; } = new();

    public TwinObject? Find(string type, string id) => live.GetValueOrDefault((type, id));

    public IEnumerable<TwinObject> OfType(string type) => live.Values.Where(o => o.Type == type);

    /// <summary>Whether an object has the id, or had it since this twin started: clouds don't give out an id twice.</summary>
    public bool WasIssued(string id) => issued.Contains(id);

    /// <summary>The objects that hold the text or number anywhere in their properties or outputs.</summary>
    public IEnumerable<TwinObject> Holding(string text) => Index().TryGetValue(text, out var keys) ? keys.Select(k => live[k]) : [];

    /// <summary>How many <see cref="Holding"/> are.</summary>
    public int CountHolding(string text) => Index().TryGetValue(text, out var keys) ? keys.Count : 0;

    /// <summary>The object of one of the types whose output has the value.</summary>
    public TwinObject? Referred(string type, string output, string value) =>
        Holding(value).FirstOrDefault(o => o.Type == type && TextOf(o.Value.Outputs[output]) == value);

    public void Put(TwinObject item)
    {
        Remove(item.Type, item.Id);
        var key = (item.Type, item.Id);
        live[key] = item;
        issued.Add(item.Id);
        if (byText is not null) Enter(byText, key, item);
    }

    public void Remove(string type, string id)
    {
        if (!live.Remove((type, id), out var item) || byText is null) return;
        foreach (var text in Texts(item))
        {
            if (!byText.TryGetValue(text, out var keys)) continue;
            keys.Remove((type, id));
            if (keys.Count == 0) byText.Remove(text);
        }
    }

    private Dictionary<string, HashSet<(string Type, string Id)>> Index()
    {
        if (byText is not null) return byText;
        byText = new(StringComparer.Ordinal);
        foreach (var (key, item) in live) Enter(byText, key, item);
        return byText;
    }

    private static void Enter(Dictionary<string, HashSet<(string Type, string Id)>> index, (string Type, string Id) key, TwinObject item)
    {
        foreach (var text in Texts(item))
        {
            if (!index.TryGetValue(text, out var keys)) index[text] = keys = [];
            keys.Add(key);
        }
    }

    /// <summary>A text, or a number's text; null for the rest.</summary>
    internal static string? TextOf(Datum? value) => value?.AsText() ?? value?.NumberText;

    private static IEnumerable<string> Texts(TwinObject item) =>
        Scalars(item.Value.Properties).Concat(Scalars(item.Value.Outputs)).Where(t => t.Length <= LongestIndexed).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Scalars(Datum value) => value.Kind switch
    {
        DatumKind.Text or DatumKind.Number => [TextOf(value) ?? ""],
        DatumKind.List => value.Items.SelectMany(Scalars),
        DatumKind.Map => value.Members.SelectMany(m => Scalars(m.Value)),
        _ => [],
    };
}
