using McpIac.Schemas.Diagnostics;
using McpIac.State.Journals;
using Npgsql;

namespace McpIac.State.Stores.Postgres;

/// <summary>State in a PostgreSQL database, in a schema of its own, for machines that share it. Each deployment has its own writer.</summary>
/// <param name="environment">Part of a deployment's name in the tables: environments share the database and nothing in it.</param>
internal sealed class PostgresStore(PostgresLocation location, string environment) : IStateStore
{
    public const string Schema = "mciacc";

    // Any number: what else locks by it is another mciacc that makes the tables.
    private const long Making = 0x6D63_6961_6363;

    private readonly PostgresDatabase database = new(location);
    private readonly string prefix = $"{environment}/";

    /// <summary>How long a database that went away is waited for.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);

    public (IStoredJournal? Journal, Diagnostic? Problem) Open(string deployment, TimeProvider time, IStoredJournal? read = null) => With((connection, db) =>
    {
        if (Wrong(Version(db) is 0 ? Create(db) : Version(db)) is { } wrong) return (null, wrong);
        var (access, held) = PostgresAccess.Take(database, db, prefix + deployment, time);
        if (access is null) return (null, held);
        try
        {
            return (new StoredJournal(database, connection, prefix + deployment, StateTables.Load(connection, prefix + deployment, deployment, hasSums: true, read), access, time) { Patience = Patience }, null);
        }
        catch
        {
            access.Dispose();
            throw;
        }
    });

    public (IStoredJournal? Journal, Diagnostic? Problem) OpenRead(string deployment) => With((connection, db) =>
    {
        var version = Version(db);
        if (version == 0)
        {
            connection.Dispose();
            return (new EmptyJournal(deployment), null);
        }

        return Wrong(version) is { } wrong ? (null, wrong)
            : (new StoredJournal(database, connection, prefix + deployment, StateTables.Load(connection, prefix + deployment, deployment, hasSums: true), null, TimeProvider.System), null);
    });

    public (IReadOnlyList<string> Names, Diagnostic? Problem) Deployments()
    {
        string[] names = [];
        var problem = With(connection => names = [.. StateTables.Deployments(connection, hasSums: true).Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Select(n => n[prefix.Length..])]);
        return (names, problem);
    }

    public StateStamp? Stamp(string deployment)
    {
        Head? head = null;
        return With(connection => head = StateTables.Head(connection, prefix + deployment)) is null && head is not null ? new StateStamp(head.Serial, head.Sum) : null;
    }

    public (IReadOnlyList<StateDamage> Damages, Diagnostic? Problem) Repair(string deployment, TimeProvider time, bool mend)
    {
        var key = prefix + deployment;
        IReadOnlyList<StateDamage> damages = [];
        Diagnostic? held = null;
        var problem = With(db =>
        {
            if (!mend)
            {
                damages = Examination.Of(Stored.Read(db, key), key, deployment).Damages;
                return;
            }

            (var access, held) = PostgresAccess.Take(database, db, key, time);
            if (access is null) return;
            using (access) damages = Stores.Repair.Mend(database, new PostgresConnected(db), key, deployment, access, time);
        });
        return (damages, problem ?? held);
    }

    public (string? Holder, Diagnostic? Problem) Holder(string deployment)
    {
        string? holder = null;
        var problem = With(connection => holder = PostgresAccess.HolderOf(connection, prefix + deployment));
        return (holder, problem);
    }

    public Diagnostic? Break(string deployment) => With(connection => PostgresAccess.Break(connection, prefix + deployment));

    private Diagnostic? With(Action<NpgsqlConnection> use)
    {
        try
        {
            using var connection = database.Opened();
            var version = Version(connection);
            if (version == 0) return null;
            if (Wrong(version) is { } wrong) return wrong;
            use(connection);
            return null;
        }
        catch (Exception e) when (StateDatabase.IsExpected(e))
        {
            return database.Explain(e);
        }
    }

    private (IStoredJournal? Journal, Diagnostic? Problem) With(Func<PostgresConnected, NpgsqlConnection, (IStoredJournal? Journal, Diagnostic? Problem)> open)
    {
        PostgresConnected? connection = null;
        try
        {
            var db = database.Opened();
            connection = new PostgresConnected(db);
            var opened = open(connection, db);
            if (opened.Journal is null) connection.Dispose();
            return opened;
        }
        catch (Exception e) when (StateDatabase.IsExpected(e))
        {
            connection?.Dispose();
            return (null, database.Explain(e));
        }
    }

    // 0 when there is nothing of mciacc yet.
    private static long Version(NpgsqlConnection db) =>
        StateTables.Number(db, $"SELECT count(*) FROM pg_tables WHERE schemaname = '{Schema}' AND tablename = 'format'") == 0 ? 0 : StateTables.Number(db, "SELECT version FROM format");

    // Two that come first at the same time make the tables once.
    private static long Create(NpgsqlConnection db)
    {
        using var transaction = db.BeginTransaction();
        StateTables.Run(db, $"SELECT pg_advisory_xact_lock({Making})");
        var version = Version(db);
        if (version > 0) return version;
        StateTables.Run(db, $"CREATE SCHEMA IF NOT EXISTS {Schema}; {StateTables.Schema("")} CREATE TABLE format(version BIGINT NOT NULL); INSERT INTO format VALUES({StateTables.Version});");
        transaction.Commit();
        return StateTables.Version;
    }

    private Diagnostic? Wrong(long version) => version switch
    {
        StateTables.Version => null,
        > StateTables.Version => database.Problems.Newer(version, StateTables.Version),
        _ => database.Problems.Damaged("it has no format"),
    };
}
