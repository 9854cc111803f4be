using McpIac.EndToEnd.Tests.Workspaces;
using Npgsql;

namespace McpIac.EndToEnd.Tests.States;

/// <summary>A PostgreSQL database of the test's own. Without a server the test is skipped, but on CI it fails.</summary>
internal sealed class StateDatabase : IDisposable
{
    private readonly Uri server;
    private readonly string name = $"e2e_{Guid.NewGuid():N}";

    /// <param name="address">A server of the test's own; null for that of all tests.</param>
    public StateDatabase(string? address = null)
    {
        address ??= Environment.GetEnvironmentVariable("MCIACC_TEST_POSTGRES");
        if (string.IsNullOrEmpty(address) && Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail("MCIACC_TEST_POSTGRES isn't set: eng/backends.sh start sets it.");
        Assert.SkipWhen(string.IsNullOrEmpty(address), "Needs PostgreSQL: eval \"$(eng/backends.sh start)\" gets it.");
        server = new Uri(address!);
        Execute("postgres", $"CREATE DATABASE {name}", _ => { });
    }

    /// <summary>With the password.</summary>
    public string Address => new UriBuilder(server) { Path = name }.Uri.AbsoluteUri;

    /// <summary>Without it.</summary>
    public string Shown => Address.Replace($":{Password}@", "@", StringComparison.Ordinal);

    public string Password => server.UserInfo.Split(':')[1];

    public void Run(string sql) => Execute(name, $"SET search_path = mciacc; {sql}", _ => { });

    /// <summary>All that is in it, as text.</summary>
    public string Dump()
    {
        var tables = new List<string>();
        Execute(name, "SELECT tablename FROM pg_tables WHERE schemaname = 'mciacc'", tables.Add);
        Assert.Contains("journal", tables);
        var rows = new List<string>();
        foreach (var table in tables) Execute(name, $"SELECT t::text FROM mciacc.{table} t", rows.Add);
        return string.Join('\n', rows);
    }

    public void Dispose() => Execute("postgres", $"DROP DATABASE {name} WITH (FORCE)", _ => { });

    private void Execute(string database, string sql, Action<string> each)
    {
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder
        {
            Host = server.Host, Port = server.Port, Username = "mciacc", Password = Password, Database = database, Pooling = false,
        }.ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        using var reader = command.ExecuteReader();
        while (reader.Read()) each(reader.GetString(0));
    }
}
