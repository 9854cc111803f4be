using System.Diagnostics;
using McpIac.Plans.Journals;
using McpIac.Plans.States;
using McpIac.State.Journals;

namespace McpIac.Cli.Programs;

/// <summary>For tests of recovery: kills this process, as SIGKILL would, at the n-th border of what it records: before its first record, after that, before its second, and so on.</summary>
internal sealed class DeadlyJournal(IStoredJournal inner, int border) : IStoredJournal
{
    private const string Variable = "MCIACC_DIE_AT";
    private int passed;

    /// <summary>The journal, deadly where <c>MCIACC_DIE_AT</c> says so.</summary>
    public static IStoredJournal Of(IStoredJournal journal) =>
        int.TryParse(Environment.GetEnvironmentVariable(Variable), out var border) && border > 0 ? new DeadlyJournal(journal, border) : journal;

    public DeploymentState Read() => inner.Read();

    public void Append(params IReadOnlyList<JournalEntry> entries)
    {
        Pass();
        inner.Append(entries);
        Pass();
    }

    public IReadOnlyList<RecordedEntry> History(int limit) => inner.History(limit);
    public IReadOnlyList<StateVersion> Versions(int limit) => inner.Versions(limit);
    public IReadOnlyList<RecordedEntry> Snapshots(int limit) => inner.Snapshots(limit);
    public DeploymentState? ReadAt(long serial) => inner.ReadAt(serial);
    public void Dispose() => inner.Dispose();

    private void Pass()
    {
        if (Interlocked.Increment(ref passed) != border) return;
        using var self = Process.GetCurrentProcess();
        self.Kill();
        self.WaitForExit();
    }
}
