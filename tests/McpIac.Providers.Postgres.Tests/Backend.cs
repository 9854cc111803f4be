using System.Globalization;
using Npgsql;

namespace McpIac.Providers.Postgres.Tests;

/// <summary>A real PostgreSQL server, and names that are the test's own; disposing it takes away all that has them. Without a server the test is skipped, but on CI it fails.</summary>
internal sealed class Backend : IAsyncDisposable
{
    private static int made;
    private readonly Uri address;
    private readonly string prefix = $"pt{Environment.ProcessId}_{Interlocked.Increment(ref made)}_";

    public Backend()
    {
        var text = Environment.GetEnvironmentVariable("MCIACC_TEST_POSTGRES");
        if (string.IsNullOrEmpty(text) && Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail("MCIACC_TEST_POSTGRES isn't set: eng/backends.sh start sets it.");
        Assert.SkipWhen(string.IsNullOrEmpty(text), "Needs PostgreSQL: eval \"$(eng/backends.sh start)\" gets it.");
        address = new Uri(text!);
    }

    public string? Variable(string name) => name == "POSTGRES_URL" ? address.AbsoluteUri : null;

    /// <summary>A name that is nobody else's.</summary>
    public string Name(string name) => prefix + name;

    public Task<Session> StartAsync(string? store = null) => Session.StartAsync(store, Variable);

    public string ConnectionString(string database = "postgres", string? user = null, string? password = null) => new NpgsqlConnectionStringBuilder
    {
        Host = address.Host, Port = address.Port, Username = user ?? address.UserInfo.Split(':')[0], Password = password ?? address.UserInfo.Split(':')[1], Database = database, Pooling = false,
    }.ConnectionString;

    /// <summary>The first column of the first row as text; empty when there is none.</summary>
    public async Task<string> SqlAsync(string sql, string database = "postgres", string? user = null, string? password = null)
    {
        await using var connection = new NpgsqlConnection(ConnectionString(database, user, password));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToString(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), CultureInfo.InvariantCulture) ?? "";
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var kind in new[] { ("DATABASE", "SELECT datname FROM pg_database WHERE datname LIKE", " WITH (FORCE)"), ("ROLE", "SELECT rolname FROM pg_roles WHERE rolname LIKE", "") })
        {
            await using var connection = new NpgsqlConnection(ConnectionString());
            await connection.OpenAsync(CancellationToken.None);
            var names = new List<string>();
            await using (var reader = await new NpgsqlCommand($"{kind.Item2} '{prefix.Replace("_", "\\_", StringComparison.Ordinal)}%'", connection).ExecuteReaderAsync())
            {
                while (await reader.ReadAsync()) names.Add(reader.GetString(0));
            }

            foreach (var name in names)
            {
                if (kind.Item1 == "ROLE") await new NpgsqlCommand($"DROP OWNED BY \"{name}\"", connection).ExecuteNonQueryAsync();
                await new NpgsqlCommand($"DROP {kind.Item1} IF EXISTS \"{name}\"{kind.Item3}", connection).ExecuteNonQueryAsync();
            }
        }
    }
}
