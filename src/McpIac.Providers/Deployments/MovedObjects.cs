using System.Text;
using McpIac.Providers.Stores;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Deployments;

/// <summary>
/// What was made anew, and is known by another id since: what refers to it gets the new one, as a value of its own or as a whole word of a longer text. Outputs that don't identify it are
/// followed where the schema says that they are referred to (<c>x-iac-ref</c>).
/// </summary>
internal sealed class MovedObjects
{
    // Shorter texts would be found inside others by chance.
    private const int Inside = 3;

    private readonly Dictionary<string, Moved> byUrn = new(StringComparer.Ordinal);

    private sealed record Moved(IReadOnlyDictionary<string, string> Ids, IReadOnlyDictionary<(string Reference, string Text), string> Outputs);

    public void Note(StoredObject then, ResourceType type, WireResource now)
    {
        var outputs = new Dictionary<(string, string), string>();
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in then.Outputs.Members)
        {
            if (value.AsText() is not { Length: > 0 } before || now.Outputs?[name]?.AsText() is not { Length: > 0 } after || after == before) continue;
            outputs[($"{type.Token}#{name}", before)] = after;
            if (name == "id") outputs[(type.Token, before)] = after;
            if (name == "id" || type.Identity.Contains(name)) ids.TryAdd(before, after);
        }

        if (outputs.Count > 0) byUrn[then.Urn] = new Moved(ids, outputs);
    }

    /// <summary>The object's properties as they have to be now; the same datum when they refer to nothing that moved.</summary>
    public Datum Follow(StoredObject user, ResourceType type)
    {
        Moved[] moved = [.. user.Dependencies.Select(d => byUrn.GetValueOrDefault(d)).OfType<Moved>()];
        return moved.Length == 0 ? user.Properties : Follow(moved, type.Properties, user.Properties);
    }

    private static Datum Follow(Moved[] moved, Shape? shape, Datum value)
    {
        switch (value.Kind)
        {
            case DatumKind.Text:
                var (before, after) = (value.AsText() ?? "", Follow(moved, shape, value.AsText() ?? ""));
                return after == before ? value : Datum.Of(after);
            case DatumKind.List:
                Datum[] items = [.. value.Items.Select(i => Follow(moved, shape?.Element, i))];
                return items.Zip(value.Items).All(p => ReferenceEquals(p.First, p.Second)) ? value : Datum.ListOf(items);
            case DatumKind.Map when value["$iac"] is null:
                KeyValuePair<string, Datum>[] members = [.. value.Members.Select(m => KeyValuePair.Create(m.Key, Follow(moved, shape?.Member(m.Key)?.Shape ?? shape?.Element, m.Value)))];
                return members.Zip(value.Members).All(p => ReferenceEquals(p.First.Value, p.Second.Value)) ? value : Datum.MapOf(members);
            default: return value;
        }
    }

    private static string Follow(Moved[] moved, Shape? shape, string text)
    {
        foreach (var one in moved)
        {
            if (one.Ids.TryGetValue(text, out var whole)) return whole;
            if ((shape?.References ?? []).Select(r => one.Outputs.GetValueOrDefault((r, text))).OfType<string>().FirstOrDefault() is { } output) return output;
        }

        foreach (var (before, after) in moved.SelectMany(m => m.Ids).Where(i => i.Key.Length >= Inside).OrderByDescending(i => i.Key.Length)) text = Replaced(text, before, after);
        return text;
    }

    private static string Replaced(string text, string before, string after)
    {
        StringBuilder? built = null;
        var from = 0;
        for (var at = text.IndexOf(before, StringComparison.Ordinal); at >= 0; at = text.IndexOf(before, at + 1, StringComparison.Ordinal))
        {
            if (at < from || IsInWord(text, at) || IsInWord(text, at + before.Length)) continue;
            (built ??= new StringBuilder()).Append(text, from, at - from).Append(after);
            from = at + before.Length;
        }

        return built is null ? text : built.Append(text, from, text.Length - from).ToString();
    }

    private static bool IsInWord(string text, int at) => at > 0 && at < text.Length && char.IsLetterOrDigit(text[at - 1]) && char.IsLetterOrDigit(text[at]);
}
