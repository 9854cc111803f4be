using McpIac.Schemas.Diagnostics;
using McpIac.State.Journals;

namespace McpIac.State.Stores;

/// <summary>Where states are kept: a file, or a database that machines share. Each deployment in it has a journal of its own. Problems name the place, never a password.</summary>
public interface IStateStore
{
    /// <summary>Opens for writing, which one at a time may; makes what isn't there yet.
    /// MCI5001 newer, MCI5002 damaged, MCI5003 not accessible, MCI5004 in use, MCI5020 database not reached.</summary>
    (IJournal? Journal, Diagnostic? Problem) Open(string deployment, TimeProvider time);

    /// <summary>Opens for reading, beside a writer if need be. What isn't there is an empty state, and isn't made.</summary>
    (IJournal? Journal, Diagnostic? Problem) OpenRead(string deployment);

    /// <summary>The deployments that something is held of, in name order.</summary>
    (IReadOnlyList<string> Names, Diagnostic? Problem) Deployments();
}
