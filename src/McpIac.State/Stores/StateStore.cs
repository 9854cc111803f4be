using McpIac.Schemas.Diagnostics;
using McpIac.State.Stores.Postgres;
using McpIac.State.Stores.Sqlite;

namespace McpIac.State.Stores;

/// <summary>Finds the store that a location means.</summary>
public static class StateStore
{
    /// <param name="location">A file's path, or <c>postgres://USER@HOST:PORT/DATABASE?OPTIONS</c>.</param>
    /// <param name="environment">Whose states they are; empty for those of none. A file is one environment's own anyway.</param>
    /// <param name="password">Of the database; null when the location has it, or the system knows it.</param>
    /// <returns>Nothing is opened yet. MCI5023 when the location isn't understood.</returns>
    public static (IStateStore? Store, Diagnostic? Problem) At(string location, string environment = "", string? password = null)
    {
        if (!IsDatabase(location)) return (new SqliteStore(location), null);
        var (settings, problem) = PostgresLocation.Read(location, password);
        return (settings is null ? null : new PostgresStore(settings, environment), problem);
    }

    public static bool IsDatabase(string location) =>
        location.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || location.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);
}
