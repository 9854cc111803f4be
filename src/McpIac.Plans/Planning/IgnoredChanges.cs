using System.Globalization;
using McpIac.Dsl.Expressions;
using McpIac.Plans.Binding;
using McpIac.Plans.Secrets;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Planning;

/// <summary>The option <c>ignoreChanges</c>: at its places an update sends what was sent before.</summary>
public static class IgnoredChanges
{
    /// <param name="inputs">As the program has them.</param>
    /// <param name="before">As state has them. A fingerprint isn't what was sent, so there the program's value stays.</param>
    public static Datum Keep(Datum inputs, Datum before, IReadOnlyList<PropertyPath> ignored) =>
        ignored.Aggregate(inputs, (now, path) => Keep(now, before, path.Segments, 0) ?? now);

    private static Datum? Keep(Datum? now, Datum? before, EquatableList<string?> path, int at)
    {
        if (at == path.Count) return Fingerprints.ContainsAny(before) ? now : before;
        if (Fingerprints.IsUnknown(now)) return now;
        if (now?.Kind == DatumKind.List) return before?.Kind == DatumKind.List ? List(now, before, path, at) : now;
        var (mine, theirs) = (now?.Kind == DatumKind.Map ? now : null, before?.Kind == DatumKind.Map ? before : null);
        if (mine is null && (theirs is null || now is { IsNull: false })) return now;
        var changed = mine ?? Datum.EmptyMap;
        var keys = path[at] is { } key ? [key] : changed.Members.Concat(theirs?.Members ?? []).Select(m => m.Key).Distinct(StringComparer.Ordinal).ToArray();
        foreach (var name in keys)
        {
            var kept = Keep(changed[name], theirs?[name], path, at + 1);
            if (kept is not null) changed = changed.With(name, kept);
            else if (changed[name] is not null) changed = changed.Without(name);
        }

        return mine is null && changed.Members.Count == 0 ? now : changed;
    }

    private static Datum List(Datum now, Datum before, EquatableList<string?> path, int at) => Datum.ListOf(now.Items.Select((item, i) =>
        i < before.Items.Count && (path[at] is not { } index || index == i.ToString(CultureInfo.InvariantCulture)) ? Keep(item, before.Items[i], path, at + 1) ?? item : item));
}
