using System.Security.Cryptography;
using System.Text;
using McpIac.Providers.Handlers;
using McpIac.Providers.Postgres.Connections;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Postgres.Migrations;

/// <summary>The table that remembers which migrations have run.</summary>
internal sealed class History(PostgresSession session, string schema, string table)
{
    // What says that a table is a history, and whose: nobody's after its resource was deleted.
    private const string Form = "mciacc migrations";

    private string Name => Sql.Name(schema, table);

    /// <summary>How a resource is named as the owner of its history.</summary>
    public static string Owner(string urn) => $"of {urn.ReplaceLineEndings(" ")}";

    /// <summary>Of a text, whatever its line ends.</summary>
    public static string Checksum(string sql) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql.ReplaceLineEndings("\n"))));

    /// <summary>Whose history it is; null when there is no such table, empty when it is nobody's.</summary>
    /// <exception cref="ProviderException">alreadyExists: the table is no history.</exception>
    public async Task<string?> OwnerAsync(CancellationToken cancellation)
    {
        var row = await session.FirstAsync(
            "SELECT obj_description(c.oid, 'pg_class') FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = @schema AND c.relname = @table",
            cancellation, ("schema", schema), ("table", table));
        if (row is null) return null;
        return row.Text(0).StartsWith(Form, StringComparison.Ordinal) ? row.Text(0)[Form.Length..].TrimStart()
            : throw new ProviderException(ErrorCodes.AlreadyExists, $"{schema}.{table} is there and is no history of migrations.", path: "/table");
    }

    public Task MakeAsync(string urn, CancellationToken cancellation) => session.ChangeAsync(
    [
        $"CREATE TABLE IF NOT EXISTS {Name} (version text PRIMARY KEY, position integer NOT NULL, checksum text NOT NULL, applied timestamptz NOT NULL DEFAULT now())",
        $"COMMENT ON TABLE {Name} IS {Sql.Text($"{Form} {Owner(urn)}")}",
    ], cancellation);

    public Task ReleaseAsync(CancellationToken cancellation) => session.ChangeAsync([$"COMMENT ON TABLE {Name} IS {Sql.Text(Form)}"], cancellation);

    public async Task<IReadOnlyList<(string Version, string Checksum)>> AppliedAsync(CancellationToken cancellation) =>
        [.. (await session.RowsAsync($"SELECT version, checksum FROM {Name} ORDER BY position, version", cancellation)).Select(r => (r.Text(0), r.Text(1)))];

    public string Insert(MigrationStep step, int position) =>
        $"INSERT INTO {Name} (version, position, checksum) VALUES ({Sql.Text(step.Version)}, {position}, {Sql.Text(Checksum(step.Sql))})";
}
