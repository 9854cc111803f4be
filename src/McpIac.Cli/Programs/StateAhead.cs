using McpIac.Cli.Projects;
using McpIac.State.Journals;
using McpIac.State.Stores.Sqlite;

namespace McpIac.Cli.Programs;

/// <summary>
/// Reads the state while the program is being compiled. Which deployment the program is, only its compilation tells; but a file that holds one deployment is most likely of that one.
/// What can't be read ahead is read, and said, when it is needed.
/// </summary>
internal sealed class StateAhead : IAsyncDisposable
{
    private Task<(string Deployment, IStoredJournal Journal)?>? reading;

    private StateAhead(Task<(string, IStoredJournal)?>? reading) => this.reading = reading;

    public static StateAhead Begin(Project project) => new(StateAccess.IsFile(project) ? Task.Run(() => new SqliteStore(project.StateFile).ReadOnlyOne()) : null);

    /// <summary>The deployment's state, opened for reading, once; null when it wasn't the one that was read.</summary>
    public async Task<IStoredJournal?> TakeAsync(string deployment)
    {
        if (Interlocked.Exchange(ref reading, null) is not { } begun || await begun is not var (read, journal)) return null;
        if (read == deployment) return journal;
        journal.Dispose();
        return null;
    }

    /// <summary>Closes what nobody took.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref reading, null) is { } begun && await begun is var (_, journal)) journal.Dispose();
    }
}
