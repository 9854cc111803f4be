using McpIac.Providers.Docker;
using McpIac.Providers.Local;
using McpIac.Providers.Postgres;
using McpIac.Providers.Servers;
using McpIac.Schemas.Catalogs;

namespace McpIac.Cli.Connections;

/// <summary>The real providers that <c>mciacc</c> has in itself: they need no server of their own, and can be served to others.</summary>
internal static class BuiltIn
{
    private static readonly Dictionary<string, Func<string, Func<string, string?>, string?, ProviderServer>> Servers = new(StringComparer.Ordinal)
    {
        [DockerProvider.Name] = (folder, variable, record) => DockerProvider.Create(folder, variable, record, Dying.Hooks(variable)),
        [Connector.Local] = (folder, _, record) => LocalProvider.Create(folder, record),
        [PostgresProvider.Name] = (_, variable, record) => PostgresProvider.Create(variable, record, Dying.Hooks(variable)),
    };

    public static IReadOnlyList<string> Names { get; } = [.. Servers.Keys.Order(StringComparer.Ordinal)];

    public static bool Has(string provider) => Servers.ContainsKey(provider);

    /// <summary>Whether the snapshot is of a built-in provider, and not of another server of that name.</summary>
    public static bool Serves(ProviderSchema schema) => Has(schema.Name) && schema is { IsPlain: false, Command.Count: 0, Url: null };

    /// <param name="folder">The program's.</param>
    /// <param name="environment">What the project's settings add to this process's environment.</param>
    /// <param name="record">What the provider keeps; null keeps it in memory.</param>
    public static ProviderServer Create(string provider, string folder, IReadOnlyDictionary<string, string>? environment, string? record) =>
        Servers[provider](folder, name => environment?.GetValueOrDefault(name) ?? Environment.GetEnvironmentVariable(name), record);
}
