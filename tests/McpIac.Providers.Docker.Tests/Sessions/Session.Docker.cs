using McpIac.Providers.Docker;
using McpIac.Providers.Handlers;
using ModelContextProtocol.Client;

namespace McpIac.Providers.Sessions;

internal sealed partial class Session
{
    public static async Task<Session> StartAsync(string folder, string? store, Func<string, string?> variable, Func<IResourceHandler, IResourceHandler>? around = null)
    {
        var server = DockerProvider.Create(folder, variable, store, around ?? (h => h));
        return new Session(server, await McpClient.CreateAsync(server.ConnectInMemory()));
    }
}
