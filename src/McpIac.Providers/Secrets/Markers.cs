using McpIac.Schemas.Data;

namespace McpIac.Providers.Secrets;

/// <summary>The standard's <c>{"$iac":…}</c> values, which stand for something else.</summary>
internal static class Markers
{
    private const string Name = "$iac";

    /// <summary>What a secret looks like in answers.</summary>
    public static Datum Secret { get; } = Datum.MapOf([new(Name, Datum.Of("secret"))]);

    public static bool IsFingerprint(Datum? value) => value?[Name]?.AsText() == "fingerprint";

    public static bool IsUnknown(Datum? value) => value?[Name]?.AsText() == "unknown";

    public static bool ContainsUnknown(Datum? value) => Contains(value, IsUnknown);

    public static bool ContainsFingerprint(Datum? value) => Contains(value, IsFingerprint);

    /// <summary>The pointer of the first marker inside, of any kind, or null.</summary>
    public static string? Find(Datum value, string pointer = "")
    {
        if (value[Name] is not null) return pointer;
        var inMembers = value.Members.Select(m => Find(m.Value, JsonPointer.Append(pointer, m.Key)));
        var inItems = value.Items.Select((item, i) => Find(item, JsonPointer.Append(pointer, i)));
        return inMembers.Concat(inItems).FirstOrDefault(p => p is not null);
    }

    /// <summary>Pointers to the fingerprints inside.</summary>
    public static IEnumerable<string> Fingerprints(Datum value, string pointer = "") => IsFingerprint(value) ? [pointer] :
        value.Members.SelectMany(m => Fingerprints(m.Value, JsonPointer.Append(pointer, m.Key)))
            .Concat(value.Items.SelectMany((item, i) => Fingerprints(item, JsonPointer.Append(pointer, i))));

    /// <summary>What was read, with the recorded fingerprints of secrets that can't be read back: they count as unchanged.</summary>
    public static Datum Keeping(Datum recorded, Datum read)
    {
        if (read.Kind != DatumKind.Map || recorded.Kind != DatumKind.Map || read[Name] is not null) return read;
        var kept = read.Members.Select(m => new KeyValuePair<string, Datum>(m.Key, recorded[m.Key] is { } was ? Keeping(was, m.Value) : m.Value));
        return Datum.MapOf(kept.Concat(recorded.Members.Where(m => read[m.Key] is null && IsFingerprint(m.Value))));
    }

    /// <summary>For answers: fingerprints become <see cref="Secret"/>.</summary>
    public static Datum Mask(Datum value) => IsFingerprint(value) ? Secret : !ContainsFingerprint(value) ? value : value.Kind switch
    {
        DatumKind.Map => Datum.MapOf(value.Members.Select(m => new KeyValuePair<string, Datum>(m.Key, Mask(m.Value)))),
        DatumKind.List => Datum.ListOf(value.Items.Select(Mask)),
        _ => value,
    };

    /// <summary>For handlers: a secret that isn't kept is left out.</summary>
    public static Datum Bare(Datum value) => !ContainsFingerprint(value) ? value : value.Kind switch
    {
        DatumKind.Map => Datum.MapOf(value.Members.Where(m => !IsFingerprint(m.Value)).Select(m => new KeyValuePair<string, Datum>(m.Key, Bare(m.Value)))),
        DatumKind.List => Datum.ListOf(value.Items.Where(i => !IsFingerprint(i)).Select(Bare)),
        _ => value,
    };

    private static bool Contains(Datum? value, Func<Datum, bool> test)
    {
        if (value is null) return false;
        if (test(value)) return true;
        for (var i = 0; i < value.Items.Count; i++)
        {
            if (Contains(value.Items[i], test)) return true;
        }

        for (var i = 0; i < value.Members.Count; i++)
        {
            if (Contains(value.Members[i].Value, test)) return true;
        }

        return false;
    }
}
