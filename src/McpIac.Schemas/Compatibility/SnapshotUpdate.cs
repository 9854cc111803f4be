using System;
using System.Collections.Generic;
using McpIac.Schemas.Data;
using McpIac.Schemas.Snapshots;

namespace McpIac.Schemas.Compatibility;

/// <summary>A freshly pulled snapshot in the place of an older one.</summary>
/// <param name="Snapshot">The pulled one with the tombstones that the older one leaves.</param>
/// <param name="Changes">What is different, the gravest first.</param>
public sealed record SnapshotUpdate(Snapshot Snapshot, IReadOnlyList<SchemaChange> Changes)
{
    /// <summary>Compares and buries. What an older tombstone is about and has come back is forgotten; so is what a newer one says of the same path.</summary>
    /// <param name="before">The snapshot in use.</param>
    /// <param name="pulled">What the server offers now.</param>
    public static SnapshotUpdate Of(SnapshotReading before, SnapshotReading pulled)
    {
        var snapshot = pulled.Snapshot ?? throw new ArgumentException("The pulled snapshot can't be read.", nameof(pulled));
        var changes = SnapshotComparison.Compare(before.Types, pulled.Types);
        var since = snapshot.Source["version"]?.AsText() ?? "";
        var fresh = changes.Select(c => Tombstone.Of(c, since)).OfType<Tombstone>().ToArray();
        var replaced = new HashSet<(string, string)>(changes.Select(c => (c.Type, c.Path)));
        var kept = (before.Snapshot?.Tombstones ?? []).Select(Tombstone.Read).OfType<Tombstone>()
            .Where(t => !replaced.Contains((t.Type, t.Path)) && StillHolds(t, pulled));
        var tombstones = kept.Concat(fresh).OrderBy(t => t.Type, StringComparer.Ordinal).ThenBy(t => t.Path, StringComparer.Ordinal).ThenBy(t => t.Kind);
        return new SnapshotUpdate(snapshot with { Tombstones = [.. tombstones.Select(t => t.Write())] }, changes);
    }

    // A type that is back has no tombstone; a path is about a type that is there.
    private static bool StillHolds(Tombstone tombstone, SnapshotReading pulled)
    {
        var isThere = pulled.Types.Any(t => t.Token == tombstone.Type);
        return tombstone.Path.Length == 0 ? !isThere : isThere;
    }
}
