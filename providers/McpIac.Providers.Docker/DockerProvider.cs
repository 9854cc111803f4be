using McpIac.Providers.Docker.Connections;
using McpIac.Providers.Docker.Containers;
using McpIac.Providers.Docker.Images;
using McpIac.Providers.Docker.Networks;
using McpIac.Providers.Docker.Volumes;
using McpIac.Providers.Handlers;
using McpIac.Providers.Servers;
using McpIac.Providers.Stores;

namespace McpIac.Providers.Docker;

/// <summary>The provider <c>docker</c>: images, containers, networks and volumes of one Docker daemon, 20.10 or newer.</summary>
public static class DockerProvider
{
    public const string Name = "docker", Version = "0.1.0";

    private const int AtOnce = 8;

    /// <param name="baseDirectory">What relative paths start from: the program's folder.</param>
    /// <param name="variable">The environment, where the daemon's address is (docs/providers/docker.md). Nothing is connected to before it is needed.</param>
    /// <param name="storePath">The provider's own record; null keeps it in memory.</param>
    /// <param name="hooks">For tests of crashes.</param>
    /// <exception cref="StoreException">The record can't be used.</exception>
    public static ProviderServer Create(string baseDirectory, Func<string, string?> variable, string? storePath, ChangeHooks? hooks = null) => Create(baseDirectory, variable, storePath, h => h, hooks);

    /// <param name="around">What stands between the server and each handler.</param>
    internal static ProviderServer Create(string baseDirectory, Func<string, string?> variable, string? storePath, Func<IResourceHandler, IResourceHandler> around, ChangeHooks? hooks = null)
    {
        var server = new DockerServer(variable);
        IResourceHandler[] handlers =
        [
            new ContainerHandler(server, TimeProvider.System), new BuildHandler(server, Path.GetFullPath(baseDirectory)), new PullHandler(server), new NetworkHandler(server), new VolumeHandler(server),
        ];
        return new ProviderServer(new ProviderOptions(Name, Version, hooks, MaxConcurrency: AtOnce), [.. handlers.Select(around)], ProviderStore.Open(storePath));
    }
}
