using McpIac.Engine.Connections;
using McpIac.Plans.Journals;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Diagnostics;
using McpIac.State.Journals;

namespace McpIac.Engine.Snapshots;

/// <summary>A snapshot restore that was killed: what providers had restored by then is in no state yet.</summary>
internal static class UnfinishedRestore
{
    private const int Entries = 10_000;

    /// <summary>Lets state say what there is, as the restore itself would have at its end. The run stays without one: it is looked at once more until another begins, for a server may have gone on without us.</summary>
    /// <returns>Why it couldn't be found out.</returns>
    public static async Task<IReadOnlyList<Diagnostic>> SettleAsync(IJournal journal, ConnectionPool pool, Catalog catalog, CancellationToken cancellation)
    {
        if (journal is not IStoredJournal stored || Find(journal) is not { } started) return [];
        if (stored.Snapshots(int.MaxValue).FirstOrDefault(s => s.Serial == started.Snapshot) is not { Entry: SnapshotTaken taken }) return [];
        var (then, now) = (stored.ReadAt(started.Snapshot ?? 0) ?? DeploymentState.Empty(journal.Read().Deployment), journal.Read());
        var (entries, problems) = await new RestoredState(then, now, catalog, pool, cancellation).FindAsync(taken.Parts.Select(p => p.Provider));
        if (problems.Count == 0 && entries.Count > 0) journal.Append([.. entries]);
        return problems;
    }

    private static RunStarted? Find(IJournal journal)
    {
        if (journal.History(1) is not [{ Entry: not RunEnded }]) return null;
        return journal.History(Entries).Select(e => e.Entry).FirstOrDefault(e => e is RunStarted or RunEnded) is RunStarted { Kind: DeploymentSnapshots.RestoreKind, Snapshot: not null } started ? started : null;
    }
}
