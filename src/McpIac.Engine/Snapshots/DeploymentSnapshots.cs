using McpIac.Engine.Connections;
using McpIac.Engine.Execution;
using McpIac.Plans.Journals;
using McpIac.Plans.Rollbacks;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Protocol;
using McpIac.State.Journals;

namespace McpIac.Engine.Snapshots;

/// <summary>Copies that providers keep of what they have of a deployment: one of each, together a snapshot of the deployment. Settle before.</summary>
public static class DeploymentSnapshots
{
    /// <summary>What the journal calls a run that restores.</summary>
    internal const string RestoreKind = "snapshot restore";

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(30);

    /// <summary>Asks all providers that state knows something of at once. Nothing is recorded by this.</summary>
    /// <returns>Null when there is none: MCI4046 says which provider failed, MCI4047, a warning, that none offers it. What some don't offer is a warning too.</returns>
    public static async Task<(SnapshotTaken? Snapshot, IReadOnlyList<Diagnostic> Problems)> TakeAsync(
        DeploymentState state, string? label, ConnectionPool pool, CancellationToken cancellation)
    {
        string[] providers = [.. state.Resources.Values.Where(r => r.Id.Length > 0).Select(r => r.Provider).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var answers = await Task.WhenAll(providers.Select(async p => (Provider: p, Answer: await AskAsync(state.Deployment, p, label, pool, cancellation))));
        Diagnostic[] failed = [.. answers.Select(a => a.Answer.Problem).OfType<Diagnostic>()];
        if (failed.Length > 0) return (null, failed);
        ProviderSnapshot[] parts = [.. answers.Select(a => a.Answer.Part).OfType<ProviderSnapshot>()];
        string[] without = [.. answers.Where(a => a.Answer.Part is null).Select(a => a.Provider)];
        IReadOnlyList<Diagnostic> missing = without.Length > 0 || parts.Length == 0 ? [SnapshotProblems.NotOffered(state.Deployment, without, parts.Length == 0)] : [];
        return (parts.Length == 0 ? null : new SnapshotTaken(label, parts), missing);
    }

    /// <summary>Has every provider go back to its part, then lets state say what there is: what providers say they restored isn't taken for it. What refers to what was made anew is updated then.</summary>
    /// <returns>Rolled back when every resource was restored.</returns>
    public static async Task<ApplyResult> RestoreAsync(RecordedEntry snapshot, IStoredJournal journal, ConnectionPool pool, Catalog catalog, CancellationToken cancellation)
    {
        if (snapshot.Entry is not SnapshotTaken taken) throw new ArgumentException("It is no snapshot.", nameof(snapshot));
        var run = Guid.CreateVersion7().ToString("N");
        try
        {
            journal.Append(new RunStarted(run, RestoreKind, snapshot.Serial));
            var (then, before) = (journal.ReadAt(snapshot.Serial) ?? journal.Read(), journal.Read());
            var parts = await Task.WhenAll(taken.Parts.Select(p => RestoreAsync(p, pool)));
            var (entries, problems) = await new RestoredState(then, before, catalog, pool, cancellation).FindAsync(taken.Parts.Select(p => p.Provider));
            var outcomes = parts.SelectMany(p => p.Results.Select(r => Outcome(r, p.Provider, then, journal.Read()))).ToArray();
            Diagnostic[] all = [.. parts.Select(p => p.Problem).OfType<Diagnostic>(), .. problems];
            var whole = all.Length == 0 && outcomes.All(o => o.Fate == ResourceFate.Restored);
            journal.Append([.. entries, new RunEnded(run, whole ? "succeeded" : "failed")]);
            var (mended, left) = await new RestoredReferences(RemadeObjects.Of(journal.Read(), then, before), journal, pool, catalog, cancellation).MendAsync();
            whole &= mended.All(o => o.Fate == ResourceFate.Restored);
            return new ApplyResult(whole ? ApplyOutcome.RolledBack : ApplyOutcome.Failed, [.. outcomes.ExceptBy(mended.Select(m => m.Urn), o => o.Urn), .. mended], new Dictionary<string, Datum>(), [.. all, .. left]);
        }
        catch (JournalException e)
        {
            return ApplyResult.Refused(e.Problem);
        }
    }

    private static async Task<(ProviderSnapshot? Part, Diagnostic? Problem)> AskAsync(string deployment, string provider, string? label, ConnectionPool pool, CancellationToken cancellation)
    {
        var (connection, problem) = await pool.GetAsync(provider, cancellation);
        if (connection is null) return (null, problem ?? SnapshotProblems.Failed(provider, "couldn't take a snapshot", null));
        var answer = await connection.SnapshotAsync(new CreateSnapshotArguments(deployment, label), Timeout, cancellation);
        if (answer.Data is { SnapshotId.Length: > 0 } data) return (new ProviderSnapshot(provider, data.SnapshotId, data.Resources, data.Fidelity ?? "partial", data.Excludes ?? []), null);
        return answer.Error?.Code == ErrorCodes.Unsupported ? (null, null) : (null, SnapshotProblems.Failed(provider, "couldn't take a snapshot", answer.Error));
    }

    // Not cancellable: what was begun at a provider is waited for, so that state can say what came of it.
    private static async Task<(string Provider, IReadOnlyList<WireRollbackResult> Results, Diagnostic? Problem)> RestoreAsync(ProviderSnapshot part, ConnectionPool pool)
    {
        var (connection, problem) = await pool.GetAsync(part.Provider, CancellationToken.None);
        if (connection is null) return (part.Provider, [], problem ?? SnapshotProblems.Failed(part.Provider, "couldn't restore its snapshot", null));
        var answer = await connection.RollbackAsync(new RollbackArguments(part.Id), Timeout);

        // What became of each resource is told even where the whole failed.
        return answer.Data?.Results is { } results ? (part.Provider, [.. results.Where(r => r?.Urn is not null)], null)
            : (part.Provider, [], SnapshotProblems.Failed(part.Provider, "couldn't restore its snapshot", answer.Error));
    }

    private static ResourceOutcome Outcome(WireRollbackResult result, string provider, DeploymentState then, DeploymentState now)
    {
        var known = then.Resources.Values.Concat(now.Resources.Values).FirstOrDefault(r => r.ProviderUrn == result.Urn && r.Provider == provider);
        var fate = result.Outcome switch
        {
            "restored" => ResourceFate.Restored,
            "irreversible" => ResourceFate.Irreversible,
            "failed" => ResourceFate.RollbackFailed,
            _ => ResourceFate.Unknown,
        };
        return new ResourceOutcome(known?.Urn ?? result.Urn, known?.Name ?? result.Urn, known?.Type ?? "", Plans.Planning.StepAction.Update, fate, fate == ResourceFate.Restored ? null : result.Error?.Message);
    }
}
