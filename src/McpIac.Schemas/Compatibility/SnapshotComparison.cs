using System;
using System.Collections.Generic;
using McpIac.Schemas.Catalogs;

namespace McpIac.Schemas.Compatibility;

/// <summary>
/// Compares two snapshots of one provider and says of each difference what it means for programs. Pure. Descriptions and titles aren't compared: they
/// change often and mean nothing to a program.
/// </summary>
public static class SnapshotComparison
{
    /// <summary>The changes, the gravest first, then by type and path.</summary>
    public static IReadOnlyList<SchemaChange> Compare(IReadOnlyList<ResourceType> before, IReadOnlyList<ResourceType> after)
    {
        var (old, now) = (ByToken(before), ByToken(after));
        var gone = before.Where(t => !now.ContainsKey(t.Token)).ToArray();
        var added = after.Where(t => !old.ContainsKey(t.Token)).ToList();
        var changes = new List<SchemaChange>();
        foreach (var type in gone)
        {
            var renamed = Likeness.Of(type, added);
            if (renamed is not null) added.Remove(renamed);
            changes.Add(renamed is null
                ? new SchemaChange(ChangeImpact.Breaking, type.Token, "", ChangeKind.Removed, "is gone", type.Raw)
                : new SchemaChange(ChangeImpact.Breaking, type.Token, "", ChangeKind.Renamed, $"is called {renamed.Token} now", type.Raw, renamed.Token));
            if (renamed is not null) changes.AddRange(TypeComparison.Compare(type, renamed));
        }

        changes.AddRange(added.Select(t => new SchemaChange(ChangeImpact.Additive, t.Token, "", ChangeKind.Added, "is new")));
        foreach (var type in before)
        {
            if (now.TryGetValue(type.Token, out var same)) changes.AddRange(TypeComparison.Compare(type, same));
        }

        return changes.OrderByDescending(c => c.Impact).ThenBy(c => c.Type, StringComparer.Ordinal).ThenBy(c => c.Path, StringComparer.Ordinal)
            .ThenBy(c => c.Kind).ToArray();
    }

    private static Dictionary<string, ResourceType> ByToken(IReadOnlyList<ResourceType> types) =>
        types.GroupBy(t => t.Token, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
}
