using McpIac.Plans.Journals;
using McpIac.Plans.States;
using McpIac.State.Journals;

namespace McpIac.Engine.Tests.Worlds;

/// <summary>A journal whose lines outlive the process that wrote them. Entries go through their stored form.</summary>
internal sealed class MemoryJournal(MemoryJournal.Storage storage, KillSwitch kill) : IStoredJournal
{
    internal sealed class Storage(string deployment = "shop")
    {
        public List<(string Kind, string Body)> Lines { get; } = [];
        public DeploymentState State { get; set; } = DeploymentState.Empty(deployment);

        /// <summary>How many transactions there were.</summary>
        public int Appends { get; set; }

        /// <summary>Decides which appends fail, as on a full disk.</summary>
        public Func<IReadOnlyList<JournalEntry>, bool> IsFull { get; set; } = _ => false;
    }

    private readonly Lock gate = new();

    public DeploymentState Read()
    {
        lock (gate) return storage.State;
    }

    public void Append(params IReadOnlyList<JournalEntry> entries)
    {
        kill.Point("before an append");
        lock (gate)
        {
            if (storage.IsFull(entries)) throw new JournalException(Schemas.Diagnostics.Diagnostic.Error("MCI5003", "The disk is full."));
            storage.Appends++;
            foreach (var line in entries.Select(JournalJson.Write))
            {
                storage.Lines.Add(line);
                storage.State = Replay.Apply(storage.State, JournalJson.Read(line.Kind, line.Body)!);
            }
        }

        kill.Point("after an append");
    }

    // As if each change took a second: what isn't measured counts as that too.
    public IReadOnlyList<RecordedEntry> History(int limit) =>
        [.. storage.Lines.Select((line, i) => new RecordedEntry(i + 1, DateTimeOffset.UnixEpoch.AddSeconds(line.Kind == "intentRecorded" ? 0 : 1), JournalJson.Read(line.Kind, line.Body)!)).Reverse().Take(limit)];

    public IReadOnlyList<RecordedEntry> Snapshots(int limit) => [.. History(int.MaxValue).Where(e => e.Entry is SnapshotTaken).Take(limit)];

    public IReadOnlyList<StateVersion> Versions(int limit) => throw new NotSupportedException();

    public DeploymentState? ReadAt(long serial) => serial < 0 || serial > storage.Lines.Count ? null
        : Replay.Apply(DeploymentState.Empty(storage.State.Deployment), storage.Lines.Take((int)serial).Select(line => JournalJson.Read(line.Kind, line.Body)!));

    public void Dispose() { }
}
