using McpIac.Schemas.Diagnostics;
using McpIac.State.Journals;

namespace McpIac.State.Stores;

/// <summary>Where states are kept: a file, or a database that machines share. Each deployment in it has a journal of its own. Problems name the place, never a password.</summary>
public interface IStateStore
{
    /// <summary>Opens for writing, which one at a time may; makes what isn't there yet.
    /// MCI5001 newer, MCI5002 damaged, MCI5003 not accessible, MCI5004 in use, MCI5020 database not reached.</summary>
    /// <param name="read">The same deployment, opened for reading before: what it read isn't read again while it is what is stored. It stays the caller's.</param>
    (IStoredJournal? Journal, Diagnostic? Problem) Open(string deployment, TimeProvider time, IStoredJournal? read = null);

    /// <summary>Opens for reading, beside a writer if need be. What isn't there is an empty state, and isn't made.</summary>
    (IStoredJournal? Journal, Diagnostic? Problem) OpenRead(string deployment);

    /// <summary>The deployments that something is held of, in name order.</summary>
    (IReadOnlyList<string> Names, Diagnostic? Problem) Deployments();

    /// <summary>What tells one version of a deployment's state from every other, without reading it; null when there is none or it can't be told.</summary>
    StateStamp? Stamp(string deployment);

    /// <summary>Looks through all that is stored of a deployment: what is wrong with it, and what mends that.</summary>
    /// <param name="mend">Does it. Nothing is changed when something grave can't be mended.</param>
    (IReadOnlyList<StateDamage> Damages, Diagnostic? Problem) Repair(string deployment, TimeProvider time, bool mend);

    /// <summary>Who may write to a deployment's state now; null without a problem when nobody does.</summary>
    (string? Holder, Diagnostic? Problem) Holder(string deployment);

    /// <summary>Takes the right to write away from whoever has it: what they write from now on is refused. Of a file it is that of all its deployments.</summary>
    Diagnostic? Break(string deployment);
}
