using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using McpIac.State.Stores;
using McpIac.State.Stores.Postgres;
using Npgsql;

namespace McpIac.State.Tests.Stores;

/// <summary>A PostgreSQL database of the test's own. Without a server the test is skipped, but on CI it fails.</summary>
internal sealed class TestDatabase : TestStore
{
    // Making a database takes longer than a test does, so they are used again, emptied.
    private static readonly ConcurrentBag<string> Free = [];
    private static bool isTidy;
    private readonly Uri server;
    private readonly string name;

    /// <param name="port">Where the store finds the server, when something stands between.</param>
    public TestDatabase(Func<Uri, int>? port = null)
    {
        var address = Environment.GetEnvironmentVariable("MCIACC_TEST_POSTGRES");
        if (string.IsNullOrEmpty(address) && Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail("MCIACC_TEST_POSTGRES isn't set: eng/backends.sh start sets it.");
        Assert.SkipWhen(string.IsNullOrEmpty(address), "Needs PostgreSQL: eval \"$(eng/backends.sh start)\" gets it.");
        server = new Uri(address!);
        if (!Free.TryTake(out var free))
        {
            lock (Free) DropThoseOfEarlierRuns();
            free = $"state_{Environment.ProcessId}_{Guid.NewGuid():N}";
            Execute("postgres", $"CREATE DATABASE {free}");
        }

        name = free;
        Address = new UriBuilder(server) { Path = name, Port = port?.Invoke(server) ?? server.Port }.Uri.AbsoluteUri;
    }

    /// <summary>With the password.</summary>
    public string Address { get; }

    /// <summary>Without it.</summary>
    public string Shown => $"postgres://mciacc@127.0.0.1:{new Uri(Address).Port}/{name}";

    public string Password => server.UserInfo.Split(':')[1];

    public override IStateStore Store => In("");

    /// <summary>The states of an environment.</summary>
    public PostgresStore In(string environment, TimeSpan? patience = null) => new(PostgresLocation.Read(Address, null).Location!, environment) { Patience = patience ?? TimeSpan.FromMinutes(1) };

    public override void Run(string sql) => Execute(name, $"SET search_path = mciacc; {sql}");

    public override void Dispose()
    {
        Execute(name, $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND pid <> pg_backend_pid(); DROP SCHEMA IF EXISTS mciacc CASCADE");
        Free.Add(name);
    }

    private void DropThoseOfEarlierRuns()
    {
        if (isTidy) return;
        isTidy = true;
        var names = new List<string>();
        Execute("postgres", "SELECT datname FROM pg_database WHERE datname LIKE 'state\\_%\\_%'", names.Add);
        foreach (var old in names.Where(n => !IsRunning(int.Parse(n.Split('_')[1], CultureInfo.InvariantCulture)))) Execute("postgres", $"DROP DATABASE IF EXISTS {old} WITH (FORCE)");
    }

    private static bool IsRunning(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private void Execute(string database, string sql, Action<string>? each = null)
    {
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder
        {
            Host = server.Host, Port = server.Port, Username = "mciacc", Password = Password, Database = database, Pooling = false,
        }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (each is null)
        {
            command.ExecuteNonQuery();
            return;
        }

        using var reader = command.ExecuteReader();
        while (reader.Read()) each(reader.GetString(0));
    }
}
