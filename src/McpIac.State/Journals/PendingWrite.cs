using McpIac.Plans.Journals;

namespace McpIac.State.Journals;

/// <summary>What one thread appends, and how it learns what became of it.</summary>
internal sealed class PendingWrite(IReadOnlyList<JournalEntry> entries)
{
    private readonly ManualResetEventSlim woken = new(false, spinCount: 0);
    private volatile bool isDone;

    /// <summary>With their stored form, which is made by the thread that appends them.</summary>
    public IReadOnlyList<WrittenEntry> Entries { get; } = [.. entries.Select(WrittenEntry.Of)];

    public bool IsDone => isDone;
    public Exception? Problem { get; private set; }

    /// <summary>Until it is done, or its own thread is to write.</summary>
    public void Wait() => woken.Wait();

    public void Wake() => woken.Set();

    public void End(Exception? problem)
    {
        (Problem, isDone) = (problem, true);
        Wake();
    }
}

/// <summary>An entry and what the journal has of it.</summary>
internal sealed record WrittenEntry(JournalEntry Entry, string Kind, string Body)
{
    public static WrittenEntry Of(JournalEntry entry)
    {
        var (kind, body) = JournalJson.Write(entry);
        return new(entry, kind, body);
    }
}
