using McpIac.Plans.Journals;
using McpIac.Plans.States;

namespace McpIac.State.Stores;

/// <summary>
/// What is wrong with what is stored of a deployment, and how the rest of it mends that. Rows are made anew from the journal when each entry that is needed for it fits the checksums, up to the one that the
/// deployment's row has; else nothing is: a state that is probably right is worse than none.
/// </summary>
internal sealed class Examination
{
    private readonly List<StateDamage> damages = [];
    private readonly List<Statement> repairs = [];
    private readonly string key, deployment;
    private readonly Stored stored;
    private readonly int firstBad;
    private Head head;

    private Examination(Stored stored, string key, string deployment)
    {
        (this.stored, this.key, this.deployment) = (stored, key, deployment);
        firstBad = FirstBad(0, "");
        head = stored.Head ?? Head.Empty;
    }

    public IReadOnlyList<StateDamage> Damages => damages;

    /// <summary>The state as it is once everything is mended; null when that can't be.</summary>
    public DeploymentState? State { get; private set; }

    public bool MendsSomething => repairs.Count > 0;

    public static Examination Of(Stored stored, string key, string deployment)
    {
        var examination = new Examination(stored, key, deployment);
        examination.LookAtCheckpoints();
        examination.LookAtRows();
        examination.LookAtJournal();
        examination.LookAtResources();
        return examination;
    }

    /// <summary>What mends it, for <see cref="StateConnection.Commit"/>.</summary>
    public IReadOnlyList<Statement> Statements(long token, long known) =>
    [
        new("UPDATE deployment SET serial = @s, sum = @c, digest = @g, token = @t WHERE name = @d AND token = @k",
            ("@s", head.Serial), ("@c", head.Sum), ("@g", head.Digest.ToString()), ("@t", token), ("@d", key), ("@k", known)),
        .. repairs,
    ];

    /// <summary>Entries that mend what is wrong in the state itself.</summary>
    public IReadOnlyList<JournalEntry> Entries() => State is null ? [] :
    [
        .. State.Resources.Values.Where(r => r.Dependencies.Any(d => !State.Resources.ContainsKey(d))).OrderBy(r => r.Urn, StringComparer.Ordinal)
            .Select(r => new DependenciesRecorded(r.Urn, [.. r.Dependencies.Where(State.Resources.ContainsKey)])),
    ];

    private void LookAtCheckpoints()
    {
        foreach (var (serial, _, _) in stored.Checkpoints.Where(c => !IsSound(c)))
        {
            damages.Add(new StateDamage($"the checkpoint at {serial} isn't what was written", "it is left out", IsGrave: false));
            repairs.Add(new("DELETE FROM checkpoint WHERE deployment = @d AND serial = @s", ("@d", key), ("@s", serial)));
        }
    }

    private void LookAtRows()
    {
        State = stored.OfRows(deployment);
        if (State is not null) return;
        var nothing = stored.Entries.Count == 0 && stored.Rows.Count == 0;
        if (nothing && (stored.Head is null || stored.Head.Serial == 0))
        {
            State = DeploymentState.Empty(deployment);
            return;
        }

        (State, head) = FromJournal();

        // Nothing says where the journal ended then, but what is in the rows.
        if (State is not null && stored.Head is null or { Serial: 0 } && RowSum.Of(stored.Rows.Select(r => r.Sum)) != head.Digest) State = null;
        damages.Add(new StateDamage("its rows aren't those that were written", State is null ? null : "they are made anew from the journal", IsGrave: true));
        if (State is null) return;
        foreach (var table in (string[])[Row.Resource, Row.Pending, Row.Output]) repairs.Add(new($"DELETE FROM {table} WHERE deployment = @d", ("@d", key)));
        repairs.AddRange(Row.All(State).Select(r => StateTables.Write(key, r)));
    }

    private void LookAtJournal()
    {
        var last = stored.Entries.Count == 0 ? Head.Empty : new Head(stored.Entries[^1].Serial, stored.Entries[^1].Sum, RowDigest.Zero);
        var isCut = last.Serial != head.Serial || last.Sum != head.Sum;
        if (firstBad == stored.Entries.Count && !isCut) return;
        var what = firstBad < stored.Entries.Count ? $"entry {stored.Entries[firstBad].Serial} of the journal, or one before it, isn't what was written" : $"the journal ends at {last.Serial}, and not at {head.Serial}";
        if (State is null)
        {
            damages.Add(new StateDamage(what, null, IsGrave: true));
            return;
        }

        // What was is lost; what is needn't be, and what will be can be told from here on.
        if (FromJournal().State is null) repairs.Add(StateTables.WriteCheckpoint(key, State, head.Sum));
        damages.Add(new StateDamage($"{what}: some versions can't be read any more", "those from now on can", IsGrave: false));
    }

    private void LookAtResources()
    {
        if (State is null) return;
        foreach (var entry in Entries().OfType<DependenciesRecorded>())
        {
            var missing = State.Resources[entry.Urn].Dependencies.Except(entry.Dependencies);
            damages.Add(new StateDamage($"{entry.Urn} depends on {string.Join(", ", missing)}, which the state doesn't know", "that is forgotten", IsGrave: false));
        }

        foreach (var same in State.Resources.Values.Where(r => r.Id.Length > 0).GroupBy(r => (r.Provider, r.Type, r.Id)).Where(g => g.Count() > 1))
            damages.Add(new StateDamage($"{string.Join(" and ", same.Select(r => r.Urn).Order(StringComparer.Ordinal))} are the same {same.Key.Type}, {same.Key.Id}", null, IsGrave: false));
    }

    /// <summary>What replaying yields, from the beginning or from the newest checkpoint behind which everything fits; null when there is neither.</summary>
    private (DeploymentState? State, Head Head) FromJournal()
    {
        foreach (var (serial, sum, body) in stored.Checkpoints.Where(IsSound).Reverse().Append((0, "", "")))
        {
            var from = stored.Entries.TakeWhile(e => e.Serial <= serial).Count();
            if (FirstBad(from, sum) < stored.Entries.Count) continue;
            var last = from < stored.Entries.Count ? (stored.Entries[^1].Serial, stored.Entries[^1].Sum) : (serial, sum);
            if (stored.Head is { Serial: > 0 } known && (known.Serial, known.Sum) != last) continue;
            var start = serial == 0 ? DeploymentState.Empty(deployment) : StateJson.Read(body).State ?? DeploymentState.Empty(deployment);
            var state = Replay.Apply(start, stored.Entries.Skip(from).Select(e => JournalJson.Read(e.Kind, e.Body)).OfType<JournalEntry>());
            return (state, new Head(state.Serial, last.Item2, RowSum.Of(Row.All(state).Select(r => r.Sum))));
        }

        return (null, head);
    }

    private bool IsSound((long Serial, string Sum, string Body) checkpoint) => StateJson.Read(checkpoint.Body).State is { } state && state.Serial == checkpoint.Serial && state.Deployment == deployment;

    // The index of the first entry that doesn't follow the one before; how many there are when all do.
    private int FirstBad(int from, string sum)
    {
        for (var i = from; i < stored.Entries.Count; i++)
        {
            if (!stored.Entries[i].Follows(sum)) return i;
            sum = stored.Entries[i].Sum;
        }

        return stored.Entries.Count;
    }
}
