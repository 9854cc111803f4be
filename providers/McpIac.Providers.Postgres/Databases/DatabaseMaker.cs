using System.Security.Cryptography;
using System.Text;
using McpIac.Providers.Handlers;
using McpIac.Providers.Postgres.Connections;
using McpIac.Providers.Postgres.Ownership;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Postgres.Databases;

/// <summary>
/// Makes, renames and drops databases, which no transaction can do. So one is made under a name that only its change can have, marked, and then given its own: whatever a crash leaves can be told, and
/// nobody else's database is ever taken for it.
/// </summary>
internal sealed class DatabaseMaker(PostgresServer server)
{
    private const string Named = "d.datname = @name";

    public async Task<KnownDatabase> CreateAsync(PostgresSession session, DatabaseProperties asked, OperationContext context)
    {
        var temporary = Temporary(context.Key);
        await using var held = await session.HoldAsync(context.Key, context.Cancellation);
        if (await DatabaseCatalog.FindAsync(session, Named, "name", asked.Name, context.Cancellation) is not null)
            throw new ProviderException(ErrorCodes.AlreadyExists, $"There is a database {asked.Name} already, which this deployment didn't make.", path: "/name");
        if (await DatabaseCatalog.FindAsync(session, Named, "name", temporary, context.Cancellation) is null) await session.RunAsync(Statement(temporary, asked), context.Cancellation);
        try
        {
            await FinishAsync(session, temporary, asked.Name, context);
        }
        catch
        {
            // Its time may be over, but what was begun is to be left clean.
            await session.RunAsync($"DROP DATABASE IF EXISTS {Sql.Name(temporary)}", CancellationToken.None);
            throw;
        }

        return await DatabaseCatalog.FindAsync(session, Named, "name", asked.Name, context.Cancellation)
            ?? throw new ProviderException(ErrorCodes.Conflict, $"The database {asked.Name} was taken away while it was made.", sideEffects: "possible");
    }

    /// <summary>What a create under the key made. What had no mark yet is no use, and is dropped.</summary>
    public static async Task<KnownDatabase?> FindAsync(PostgresSession session, OperationContext context)
    {
        await session.WaitForAsync(context.Key, context.Cancellation);
        var temporary = Temporary(context.Key);
        if (await DatabaseCatalog.FindAsync(session, Named, "name", temporary, context.Cancellation) is not null)
        {
            await session.RunAsync($"DROP DATABASE IF EXISTS {Sql.Name(temporary)}", context.Cancellation);
            return null;
        }

        return await DatabaseCatalog.FindAsync(session, Mark.Condition("shobj_description(d.oid, 'pg_database')"), "mark", Mark.Of(context.Key), context.Cancellation);
    }

    public async Task UpdateAsync(PostgresSession session, DatabaseProperties before, DatabaseProperties asked, CancellationToken cancellation)
    {
        var name = Sql.Name(asked.Name);
        if (before.Name != asked.Name)
        {
            await server.LeaveAsync(before.Name);
            await session.RunAsync($"ALTER DATABASE {Sql.Name(before.Name)} RENAME TO {name}", cancellation);
        }

        if (asked.Owner is { } owner && owner != before.Owner) await session.RunAsync($"ALTER DATABASE {name} OWNER TO {Sql.Name(owner)}", cancellation);
        if (Options(before, asked).ToArray() is { Length: > 0 } options) await session.RunAsync($"ALTER DATABASE {name} WITH {string.Join(' ', options)}", cancellation);
        if (asked.Tablespace is { } tablespace && tablespace != before.Tablespace)
        {
            await server.LeaveAsync(asked.Name);
            await session.RunAsync($"ALTER DATABASE {name} SET TABLESPACE {Sql.Name(tablespace)}", cancellation);
        }
    }

    public async Task DropAsync(PostgresSession session, DatabaseProperties there, bool force, CancellationToken cancellation)
    {
        await server.LeaveAsync(there.Name);
        if (there.IsTemplate) await session.RunAsync($"ALTER DATABASE {Sql.Name(there.Name)} WITH IS_TEMPLATE false", cancellation);
        await session.RunAsync($"DROP DATABASE IF EXISTS {Sql.Name(there.Name)}{(force ? " WITH (FORCE)" : "")}", cancellation);
    }

    private static async Task FinishAsync(PostgresSession session, string temporary, string name, OperationContext context) => await session.ChangeAsync(
        [Mark.Statement("DATABASE", Sql.Name(temporary), Mark.On(null, context)), $"ALTER DATABASE {Sql.Name(temporary)} RENAME TO {Sql.Name(name)}"], context.Cancellation);

    private static string Statement(string name, DatabaseProperties asked)
    {
        var parts = new List<string> { $"CREATE DATABASE {Sql.Name(name)} WITH TEMPLATE {Sql.Name(asked.Template)}" };
        if (asked.Owner is { } owner) parts.Add($"OWNER {Sql.Name(owner)}");
        if (asked.Encoding is { } encoding) parts.Add($"ENCODING {Sql.Text(encoding)}");
        if (asked.LcCollate is { } collate) parts.Add($"LC_COLLATE {Sql.Text(collate)}");
        if (asked.LcCtype is { } ctype) parts.Add($"LC_CTYPE {Sql.Text(ctype)}");
        if (asked.LocaleProvider is { } provider) parts.Add($"LOCALE_PROVIDER {provider}");
        if (asked.IcuLocale is { } locale) parts.Add($"ICU_LOCALE {Sql.Text(locale)}");
        if (asked.Tablespace is { } tablespace) parts.Add($"TABLESPACE {Sql.Name(tablespace)}");
        return string.Join(' ', parts.Concat(Options(new DatabaseProperties { Name = name }, asked)));
    }

    private static IEnumerable<string> Options(DatabaseProperties before, DatabaseProperties asked)
    {
        if (before.ConnectionLimit != asked.ConnectionLimit) yield return $"CONNECTION LIMIT {asked.ConnectionLimit}";
        if (before.AllowConnections != asked.AllowConnections) yield return $"ALLOW_CONNECTIONS {(asked.AllowConnections ? "true" : "false")}";
        if (before.IsTemplate != asked.IsTemplate) yield return $"IS_TEMPLATE {(asked.IsTemplate ? "true" : "false")}";
    }

    private static string Temporary(string key) => $"mciacc_new_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..32]}";
}
