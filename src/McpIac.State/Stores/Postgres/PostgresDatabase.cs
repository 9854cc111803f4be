using System.Net.Sockets;
using McpIac.Schemas.Diagnostics;
using Npgsql;

namespace McpIac.State.Stores.Postgres;

/// <summary>State in a PostgreSQL database.</summary>
internal sealed class PostgresDatabase(PostgresLocation location) : StateDatabase
{
    /// <summary>How long a lease lasts without a sign of life. Every write and every heartbeat renews it.</summary>
    public static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(30);

    /// <summary>The database's own clock, so that machines needn't agree on the time.</summary>
    public const string Now = "(extract(epoch from clock_timestamp()) * 1000)::bigint";

    private const string Remedy = "Check what the database's user may do there, and the free space of its disk.";

    public override string Name => $"state database {location.Shown}";

    public override string Renewed { get; } = $"{Now} + {(long)LeaseTime.TotalMilliseconds}";

    public override StateConnection Connect() => new PostgresConnected(Opened());

    public NpgsqlConnection Opened()
    {
        var connection = new NpgsqlConnection(location.ConnectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // Class 08: the connection; 57P01 to 57P05: the server ends it, crashed, or starts; 25P03: it was silent for too long.
    public override bool IsLost(Exception problem) => problem switch
    {
        PostgresException { SqlState: var state } => state.StartsWith("08", StringComparison.Ordinal) || state is "57P01" or "57P02" or "57P03" or "57P05" or "25P03",
        NpgsqlException or TimeoutException => true,
        InvalidOperationException { InnerException: NpgsqlException } => true,
        _ => problem is IOException or SocketException || problem.InnerException is IOException or SocketException,
    };

    public override Diagnostic Explain(Exception problem) => problem switch
    {
        // Class 28: who one is; 3D: which database; 53300: how many may be connected.
        PostgresException { SqlState: var state } e when state.StartsWith("28", StringComparison.Ordinal) || state.StartsWith("3D", StringComparison.Ordinal) || state == "53300" => Problems.NotReached(Words(e)),
        _ when IsLost(problem) => Problems.NotReached(Words(problem)),
        PostgresException e => Problems.Inaccessible(Words(e), Remedy),
        _ => Problems.Of(problem, Remedy),
    };

    public override string Words(Exception problem) => (problem switch
    {
        PostgresException e => e.MessageText,
        { InnerException: SocketException e } => e.Message,
        _ => problem.Message,
    }).TrimEnd('.');
}
