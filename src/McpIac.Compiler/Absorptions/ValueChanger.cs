using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Absorptions;

/// <summary>Changes of one resource's values → edits of its source, as near to the value as it is written; what can't be changed there with the reason.</summary>
internal sealed class ValueChanger
{
    private readonly List<TextEdit> edits = [];
    private readonly List<(ValueChange Change, string Why, SourcePlace Place)> refused = [];

    public IReadOnlyList<TextEdit> Edits => edits;

    public IReadOnlyList<(ValueChange Change, string Why, SourcePlace Place)> Refused => refused;

    /// <param name="depth">How many segments of the changes' paths lead to the value.</param>
    public void Change(WrittenValue value, IReadOnlyList<ValueChange> changes, int depth = 0)
    {
        if (value.Obstacle is { } why)
        {
            Refuse(changes, why, value);
            return;
        }

        var removed = new List<ValueChange>();
        var added = new List<(IReadOnlyList<ValueChange> Changes, string Key, Datum Value)>();
        foreach (var group in changes.GroupBy(c => c.Path[depth], StringComparer.Ordinal)) Try([.. group], value, () => Change(value, group.Key, [.. group], depth, removed, added));
        if (removed.Count + added.Count == 0) return;
        Try([.. removed, .. added.SelectMany(a => a.Changes)], value,
            () => edits.AddRange(value.Changed([.. removed.Select(r => r.Path[depth])], [.. added.Select(a => KeyValuePair.Create(a.Key, a.Value))])));
    }

    private void Change(WrittenValue value, string key, IReadOnlyList<ValueChange> changes, int depth, List<ValueChange> removed, List<(IReadOnlyList<ValueChange>, string, Datum)> added)
    {
        var here = changes.FirstOrDefault(c => c.Path.Count == depth + 1);
        if (value.Child(key) is not { } child)
        {
            if (!value.IsMap) Refuse(changes, "it isn't written as an element of its own", value);
            else if (Nested(changes, depth + 1) is { } missing) added.Add((changes, key, missing));
            return;
        }

        if (here is null) Change(child, changes, depth + 1);
        else if (child.AnyObstacle is { } why) Refuse(changes, why, child);
        else if (here.Value is null && value.IsMap) removed.Add(here);
        else edits.Add(child.Replaced(here.Value ?? Datum.Null));
    }

    // What has no place yet, with what is around it.
    private static Datum? Nested(IReadOnlyList<ValueChange> changes, int depth)
    {
        if (changes.FirstOrDefault(c => c.Path.Count == depth) is { } here) return here.Value;
        var members = changes.GroupBy(c => c.Path[depth], StringComparer.Ordinal).Select(g => (g.Key, Value: Nested([.. g], depth + 1)))
            .Where(m => m.Value is not null).Select(m => KeyValuePair.Create(m.Key, m.Value ?? Datum.Null)).ToArray();
        return members.Length == 0 ? null : Datum.MapOf(members);
    }

    private void Try(IReadOnlyList<ValueChange> changes, WrittenValue value, Action action)
    {
        try
        {
            action();
        }
        catch (UnabsorbableException e)
        {
            Refuse(changes, e.Message, value);
        }
    }

    private void Refuse(IEnumerable<ValueChange> changes, string why, WrittenValue value) => refused.AddRange(changes.Select(c => (c, why, value.Place)));
}
