using McpIac.Engine.Connections;
using McpIac.Plans.Journals;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Diagnostics;
using McpIac.State.Journals;

namespace McpIac.Engine.Execution;

/// <summary>Finds out what became of the changes that a crash left without a result. Afterwards plan anew, from what is.</summary>
public static class Settler
{
    private const int Connections = 3;

    /// <param name="timeout">How long the provider may take to answer, or to do a change that has to be sent again and whose type doesn't say.</param>
    /// <returns>Empty when nothing is pending any more; else MCI4004 for each change that stays in doubt.</returns>
    public static Task<IReadOnlyList<Diagnostic>> SettleAsync(
        IJournal journal, ConnectionPool pool, Catalog catalog, TimeSpan timeout, CancellationToken cancellation) =>
        SettleAsync(journal, pool, catalog, timeout, TimeSpan.FromSeconds(2), cancellation);

    /// <param name="pause">Between questions about a change that the provider is still at.</param>
    internal static async Task<IReadOnlyList<Diagnostic>> SettleAsync(
        IJournal journal, ConnectionPool pool, Catalog catalog, TimeSpan timeout, TimeSpan pause, CancellationToken cancellation)
    {
        var diagnostics = new List<Diagnostic>();
        try
        {
            foreach (var intent in journal.Read().Pending.ToArray())
            {
                var (entry, problem) = await SettleAsync(journal, intent, pool, catalog, timeout, pause, cancellation);
                if (entry is not null) journal.Append(entry);
                else diagnostics.Add(problem ?? InDoubt(intent));
            }
        }
        catch (JournalException e)
        {
            diagnostics.Add(e.Problem);
        }

        // A provider that can't be started is one problem, however many changes wait for it.
        return [.. diagnostics.Distinct()];
    }

    /// <summary>What to tell about a change that nobody knows the outcome of.</summary>
    internal static Diagnostic InDoubt(PendingIntent intent) => Diagnostic.Error("MCI4004",
        $"An interrupted run was about to {intent.Action} {intent.Name} ({intent.Type}), and {intent.Provider} can't say what became of it.", null,
        "Look at the provider, then apply again; nothing is applied while this is in doubt, because it could be made twice.");

    private static async Task<(JournalEntry? Entry, Diagnostic? Problem)> SettleAsync(
        IJournal journal, PendingIntent intent, ConnectionPool pool, Catalog catalog, TimeSpan timeout, TimeSpan pause, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Connections; attempt++)
        {
            var (connection, problem) = await pool.GetAsync(intent.Provider, cancellation);
            if (connection is null) return (null, problem);
            var inquiry = new Inquiry(connection, journal.Read(), catalog.Find(intent.Type), intent, timeout, pause);
            var (entry, silent) = await inquiry.FindOutAsync(cancellation);
            if (!silent) return (entry, null);

            // Dead or deaf: a fresh one may know.
            await pool.DiscardAsync(connection);
        }

        return (null, null);
    }
}
