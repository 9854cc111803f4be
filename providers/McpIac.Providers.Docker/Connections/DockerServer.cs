using Docker.DotNet;
using McpIac.Providers.Handlers;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Docker.Connections;

/// <summary>One Docker daemon. It isn't connected to before it is needed; the version of its API is agreed on then. Thread-safe.</summary>
/// <param name="variable">The environment: <c>DOCKER_HOST</c>, and for TLS <c>DOCKER_TLS_VERIFY</c> and <c>DOCKER_CERT_PATH</c>.</param>
internal sealed class DockerServer(Func<string, string?> variable)
{
    /// <summary>The newest version of the API that this provider was written for.</summary>
    private static readonly Version Newest = new(1, 41);

    // No answer is slower than this but those that are streams.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim gate = new(1);
    private Daemon? daemon;

    /// <exception cref="ProviderException">unavailable: there is no daemon at the address, or none that can be talked to.</exception>
    public async Task<T> AskAsync<T>(Func<DockerClient, Task<T>> question, CancellationToken cancellation) => await DockerErrors.GuardAsync(async () => await question((await ConnectedAsync(cancellation)).Client), "none");

    /// <summary>The same for what changes something: a connection that breaks leaves doubt.</summary>
    public async Task<T> ChangeAsync<T>(Func<DockerClient, Task<T>> change, CancellationToken cancellation)
    {
        var connected = await DockerErrors.GuardAsync(() => ConnectedAsync(cancellation), "none");
        return await DockerErrors.GuardAsync(() => change(connected.Client), "possible");
    }

    public Task ChangeAsync(Func<DockerClient, Task> change, CancellationToken cancellation) => ChangeAsync(async client =>
    {
        await change(client);
        return true;
    }, cancellation);

    /// <summary>What the question yields, or null when the daemon says that there is no such thing.</summary>
    public async Task<T?> FindAsync<T>(Func<DockerClient, Task<T>> question, CancellationToken cancellation) where T : class
    {
        try
        {
            return await AskAsync(question, cancellation);
        }
        catch (ProviderException e) when (e.Error.Code == ErrorCodes.NotFound)
        {
            return null;
        }
    }

    /// <summary>What the daemon's machine has.</summary>
    public async Task<Daemon> ConnectedAsync(CancellationToken cancellation)
    {
        if (daemon is { } known) return known;
        await gate.WaitAsync(cancellation);
        try
        {
            return daemon ??= await ConnectAsync(cancellation);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<Daemon> ConnectAsync(CancellationToken cancellation)
    {
        var configuration = DockerAddress.Read(variable, Patience);
        using var probe = configuration.CreateClient();
        var version = await probe.System.GetVersionAsync(cancellation);
        var client = configuration.CreateClient(Agreed(version.APIVersion, version.MinAPIVersion));
        var info = await client.System.GetSystemInfoAsync(cancellation);
        return new Daemon(client, info.MemTotal, info.NCPU);
    }

    internal static Version Agreed(string newest, string? oldest)
    {
        var most = Version.TryParse(newest, out var newestOfDaemon) && newestOfDaemon < Newest ? newestOfDaemon : Newest;
        return Version.TryParse(oldest, out var least) && least > most ? least : most;
    }
}

/// <param name="Memory">In bytes.</param>
internal sealed record Daemon(DockerClient Client, long Memory, long Cpus);
