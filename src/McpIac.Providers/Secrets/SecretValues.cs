using McpIac.Providers.Stores;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Providers.Secrets;

/// <summary>The secrets of one change: those its sender names and those the type's shapes declare.</summary>
internal sealed class SecretValues
{
    // A shorter text occurs in others by chance, and blotting it out would garble every message.
    private const int ShortestRedacted = 3;

    private readonly ResourceType type;
    private readonly List<(string Pointer, Datum Value)> found = [];

    public SecretValues(ResourceType type, Datum properties, IReadOnlyList<string>? pointers)
    {
        this.type = type;
        Visit(type.Properties, properties, "", (pointer, value) => found.Add((pointer, value)));
        foreach (var pointer in pointers ?? [])
        {
            if (JsonPointer.Find(properties, pointer) is { IsNull: false } value && !found.Any(f => f.Pointer == pointer)) found.Add((pointer, value));
        }
    }

    /// <summary>The properties with fingerprints in the secrets' place.</summary>
    public Datum Protect(Datum properties, string urn, StoreKey key) =>
        found.Aggregate(properties, (value, secret) =>
            Pointers.Replace(value, secret.Pointer, v => Markers.IsFingerprint(v) ? v : key.Fingerprint(urn, secret.Pointer, v)));

    /// <summary>The properties as answers may show them.</summary>
    public Datum Mask(Datum properties) =>
        found.Aggregate(properties, (value, secret) => Pointers.Replace(value, secret.Pointer, _ => Markers.Secret));

    /// <summary>Pointers into an object (<c>/outputs/…</c>, <c>/private</c>) to what the type declares secret or what holds one of the secrets.</summary>
    public IReadOnlyList<string> In(Datum outputs, Datum? kept)
    {
        var pointers = new List<string>();
        Visit(type.Outputs, outputs, "/outputs", (pointer, _) => pointers.Add(pointer));
        var texts = Texts().ToArray();
        Search(outputs, "/outputs", texts, pointers);
        if (kept is not null && Holds(kept, texts)) pointers.Add("/private");
        return pointers;
    }

    /// <summary>A message without the secrets that it may quote.</summary>
    public string Redact(string message) =>
        Texts().Aggregate(message, (text, secret) => text.Replace(secret, "***", StringComparison.Ordinal));

    private IEnumerable<string> Texts() =>
        found.SelectMany(f => Texts(f.Value)).Where(t => t.Length >= ShortestRedacted).OrderByDescending(t => t.Length);

    private static IEnumerable<string> Texts(Datum value) =>
        (value.AsText() is { } text ? [text] : value.NumberText is { } number ? [number] : Enumerable.Empty<string>())
            .Concat(value.Items.SelectMany(Texts)).Concat(value.Members.SelectMany(m => Texts(m.Value)));

    private static void Visit(Shape? shape, Datum value, string pointer, Action<string, Datum> secret)
    {
        if (shape is null || value.IsNull) return;
        if (shape.Sensitive || shape.WriteOnly)
        {
            secret(pointer, value);
            return;
        }

        foreach (var (name, member) in value.Members) Visit(shape.Member(name)?.Shape ?? shape.Element, member, JsonPointer.Append(pointer, name), secret);
        for (var i = 0; i < value.Items.Count; i++) Visit(shape.Element, value.Items[i], JsonPointer.Append(pointer, i), secret);
    }

    private static void Search(Datum value, string pointer, string[] texts, List<string> pointers)
    {
        if (pointers.Contains(pointer) || texts.Length == 0) return;
        if (value.Kind is DatumKind.Text or DatumKind.Number)
        {
            if (Holds(value, texts)) pointers.Add(pointer);
            return;
        }

        foreach (var (name, member) in value.Members) Search(member, JsonPointer.Append(pointer, name), texts, pointers);
        for (var i = 0; i < value.Items.Count; i++) Search(value.Items[i], JsonPointer.Append(pointer, i), texts, pointers);
    }

    private static bool Holds(Datum value, string[] texts) => Texts(value).Any(t => texts.Any(s => t.Contains(s, StringComparison.Ordinal)));
}
