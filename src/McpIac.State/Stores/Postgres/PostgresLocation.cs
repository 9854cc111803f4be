using McpIac.Schemas.Diagnostics;
using Npgsql;

namespace McpIac.State.Stores.Postgres;

/// <summary>A PostgreSQL database, as its address says.</summary>
/// <param name="Shown">The address without a password and without options.</param>
internal sealed record PostgresLocation(string ConnectionString, string Shown)
{
    // By the names that libpq gives them, as everybody writes them.
    private static readonly Dictionary<string, string> OptionNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sslmode"] = "SSL Mode", ["sslrootcert"] = "Root Certificate", ["sslcert"] = "SSL Certificate", ["sslkey"] = "SSL Key", ["channel_binding"] = "Channel Binding",
        ["application_name"] = "Application Name", ["connect_timeout"] = "Timeout", ["host"] = "Host", ["port"] = "Port", ["user"] = "Username", ["passfile"] = "Passfile",
    };

    /// <summary>MCI5023 when it isn't one.</summary>
    public static (PostgresLocation? Location, Diagnostic? Problem) Read(string location, string? password)
    {
        if (!Uri.TryCreate(location, UriKind.Absolute, out var uri)) return (null, NotUnderstood("it is no address"));
        var user = uri.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Pooling = false, Timeout = 10, SearchPath = PostgresStore.Schema, ApplicationName = "mciacc",

            // What a broken connection leaves on the server mustn't hold its locks for long.
            Options = "-c idle_in_transaction_session_timeout=20000",
        };
        if (uri.Host.Length > 0) builder.Host = uri.Host.Trim('[', ']');
        if (uri.Port > 0) builder.Port = uri.Port;
        if (user[0].Length > 0) builder.Username = Uri.UnescapeDataString(user[0]);
        if (user is [_, { Length: > 0 } written]) builder.Password = Uri.UnescapeDataString(written);
        if (Uri.UnescapeDataString(uri.AbsolutePath.Trim('/')) is { Length: > 0 } database) builder.Database = database;
        foreach (var option in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(o => o.Split('=', 2)))
        {
            if (!OptionNames.TryGetValue(option[0], out var name)) return (null, NotUnderstood($"it has no option {option[0]}", $"There is: {string.Join(", ", OptionNames.Keys.Order(StringComparer.Ordinal))}."));
            try
            {
                builder[name] = Uri.UnescapeDataString(option.ElementAtOrDefault(1) ?? "").Replace("verify-", "Verify", StringComparison.Ordinal);
            }
            catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
            {
                return (null, NotUnderstood($"its option {option[0]} can't have that value"));
            }
        }

        if (password is not null) builder.Password = password;
        if (builder.Host is not { Length: > 0 } host) return (null, NotUnderstood("it names no host"));
        var who = builder.Username is { Length: > 0 } username ? $"{Uri.EscapeDataString(username)}@" : "";
        var shown = $"postgres://{who}{host}:{builder.Port}/{builder.Database ?? builder.Username}";
        return (new PostgresLocation(builder.ConnectionString, shown), null);
    }

    private static Diagnostic NotUnderstood(string why, string? remedy = null) => Diagnostic.Error("MCI5023",
        $"The address of the state database isn't understood: {why}.", null, remedy ?? "Write postgres://USER@HOST:PORT/DATABASE.");
}
