using System.Collections.Concurrent;

namespace McpIac.State.Journals;

/// <summary>Lets one thread at a time write for all that wait by then; the next turn is that of one of those who came meanwhile.</summary>
internal sealed class WriteQueue
{
    // Enough for every step in flight, few enough for one transaction.
    private const int MostTogether = 256;

    private readonly ConcurrentQueue<PendingWrite> waiting = new();
    private bool isTaken;

    public void Add(PendingWrite one) => waiting.Enqueue(one);

    /// <summary>Returns when one that was added is done, by this thread or by another.</summary>
    /// <param name="write">Ends all that it is given.</param>
    public void Finish(PendingWrite one, Action<IReadOnlyList<PendingWrite>> write)
    {
        var isMine = !Interlocked.Exchange(ref isTaken, true);
        if (!isMine)
        {
            one.Wait();
            isMine = !one.IsDone;
        }

        if (!isMine) return;

        // Whoever had the turn until just now may have written this one too; then it has only to be handed over.
        while (!one.IsDone) write(Next());
        HandOver();
    }

    private List<PendingWrite> Next()
    {
        var group = new List<PendingWrite>();
        while (group.Count < MostTogether && waiting.TryDequeue(out var next)) group.Add(next);
        return group;
    }

    private void HandOver()
    {
        while (true)
        {
            if (waiting.TryPeek(out var next))
            {
                next.Wake();
                return;
            }

            Volatile.Write(ref isTaken, false);

            // Somebody may have come just before, and waits.
            if (waiting.IsEmpty || Interlocked.Exchange(ref isTaken, true)) return;
        }
    }
}
