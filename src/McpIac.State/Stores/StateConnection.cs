using System.Data.Common;

namespace McpIac.State.Stores;

/// <summary>An open connection to where states are kept. Used by one thread at a time.</summary>
internal abstract class StateConnection(DbConnection connection) : IDisposable
{
    public DbConnection Db => connection;

    /// <summary>One view of all tables, also while another process writes.</summary>
    public abstract DbTransaction BeginRead();

    /// <summary>All statements durably, or none. When the first changes no row, nothing is done, and false comes back.</summary>
    public abstract bool Commit(IReadOnlyList<Statement> statements);

    public virtual void Dispose() => connection.Dispose();
}
