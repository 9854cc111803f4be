using McpIac.Providers.Handlers;
using McpIac.Schemas.Protocol;
using Npgsql;

namespace McpIac.Providers.Postgres.Connections;

/// <summary>Where the server is and who connects, as the environment says: <c>POSTGRES_URL</c>, or libpq's <c>PGHOST</c>, <c>PGPORT</c>, <c>PGUSER</c>, <c>PGPASSWORD</c>, <c>PGDATABASE</c>, <c>PGSSLMODE</c>.</summary>
internal static class ServerAddress
{
    public const string Url = "POSTGRES_URL";

    public const int ConnectionsADatabase = 8;

    private const int ConnectSeconds = 10, IdleSeconds = 15;

    private static readonly Dictionary<string, string> OptionNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sslmode"] = "SSL Mode", ["sslrootcert"] = "Root Certificate", ["sslcert"] = "SSL Certificate", ["sslkey"] = "SSL Key", ["channel_binding"] = "Channel Binding", ["connect_timeout"] = "Timeout",
    };

    /// <summary>The database in it is the one for what belongs to no other: roles, databases.</summary>
    /// <exception cref="ProviderException">invalid: the environment says nothing, or nothing that is understood. Its message holds no part of a value.</exception>
    public static NpgsqlConnectionStringBuilder Read(Func<string, string?> variable)
    {
        var builder = new NpgsqlConnectionStringBuilder
        {
            MaxPoolSize = ConnectionsADatabase, ConnectionIdleLifetime = IdleSeconds, ConnectionPruningInterval = IdleSeconds / 3, Timeout = ConnectSeconds, CommandTimeout = 0,
            ApplicationName = "mciacc", IncludeErrorDetail = false, PersistSecurityInfo = false, MaxAutoPrepare = 0,
        };
        if (Given(variable, "PGPORT") is { } port) builder.Port = int.TryParse(port, out var number) ? number : throw Wrong("PGPORT is no number");
        if (Given(variable, "PGUSER") is { } user) builder.Username = user;
        if (Given(variable, "PGPASSWORD") is { } password) builder.Password = password;
        if (Given(variable, "PGHOST") is { } host) builder.Host = host;
        if (Given(variable, "PGSSLMODE") is { } mode) Set(builder, "SSL Mode", mode, "PGSSLMODE");
        builder.Database = Given(variable, "PGDATABASE") ?? "postgres";
        if (Given(variable, Url) is { } url) Apply(builder, url);
        return string.IsNullOrEmpty(builder.Host) ? throw Wrong($"nothing says where the server is: set {Url} (postgres://USER:PASSWORD@HOST:PORT/DATABASE) or PGHOST") : builder;
    }

    private static void Apply(NpgsqlConnectionStringBuilder builder, string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("postgres" or "postgresql")) throw Wrong($"{Url} is no address like postgres://USER:PASSWORD@HOST:PORT/DATABASE");
        var user = uri.UserInfo.Split(':', 2);
        if (uri.Host.Length > 0) builder.Host = uri.Host.Trim('[', ']');
        if (uri.Port > 0) builder.Port = uri.Port;
        if (user[0].Length > 0) builder.Username = Uri.UnescapeDataString(user[0]);
        if (user is [_, { Length: > 0 } password]) builder.Password = Uri.UnescapeDataString(password);
        if (Uri.UnescapeDataString(uri.AbsolutePath.Trim('/')) is { Length: > 0 } database) builder.Database = database;
        foreach (var option in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(o => o.Split('=', 2)))
        {
            if (!OptionNames.TryGetValue(option[0], out var name)) throw Wrong($"{Url} has an option that isn't known; there is {string.Join(", ", OptionNames.Keys)}");
            Set(builder, name, Uri.UnescapeDataString(option.ElementAtOrDefault(1) ?? ""), $"{option[0]} of {Url}");
        }
    }

    private static void Set(NpgsqlConnectionStringBuilder builder, string name, string value, string what)
    {
        try
        {
            builder[name] = value.Replace("verify-", "Verify", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw Wrong($"{what} can't have that value");
        }
    }

    private static string? Given(Func<string, string?> variable, string name) => variable(name) is { Length: > 0 } value ? value : null;

    private static ProviderException Wrong(string why) => new(ErrorCodes.Invalid, $"PostgreSQL can't be reached: {why}.");
}
