using McpIac.Providers.Postgres;
using McpIac.Providers.Handlers;
using ModelContextProtocol.Client;

namespace McpIac.Providers.Sessions;

internal sealed partial class Session
{
    public static async Task<Session> StartAsync(string? store, Func<string, string?> variable, Func<IResourceHandler, IResourceHandler>? around = null)
    {
        var server = PostgresProvider.Create(variable, store, around ?? (h => h));
        return new Session(server, await McpClient.CreateAsync(server.ConnectInMemory()));
    }
}
