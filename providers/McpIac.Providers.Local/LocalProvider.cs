using McpIac.Providers.Local.Commands;
using McpIac.Providers.Local.Directories;
using McpIac.Providers.Local.Files;
using McpIac.Providers.Local.HttpChecks;
using McpIac.Providers.Local.Ownership;
using McpIac.Providers.Local.RandomValues;
using McpIac.Providers.Servers;
using McpIac.Providers.Stores;

namespace McpIac.Providers.Local;

/// <summary>The provider <c>local</c>: files, directories, commands, HTTP checks and random values on this machine.</summary>
public static class LocalProvider
{
    public const string Version = "0.1.0";

    /// <param name="baseDirectory">What relative paths start from: the program's folder.</param>
    /// <param name="storePath">The provider's own record; null keeps it in memory.</param>
    /// <exception cref="StoreException">The record can't be used.</exception>
    public static ProviderServer Create(string baseDirectory, string? storePath) => Create(baseDirectory, storePath, TimeProvider.System);

    internal static ProviderServer Create(string baseDirectory, string? storePath, TimeProvider time)
    {
        var folder = Path.GetFullPath(baseDirectory);
        var store = ProviderStore.Open(storePath);
        var claims = Claims.Open(storePath is null ? null : StorePaths.Beside(storePath, "claims"));
        var paths = new Paths(folder, claims);
        return new ProviderServer(
            new ProviderOptions("local", Version),
            [
                new FileHandler(new LocalFile(paths, claims)),
                new DirectoryHandler(new LocalDirectory(paths, claims)),
                new CommandHandler(new LocalCommand(folder)),
                new HttpCheckHandler(new HttpProbe(time)),
                new RandomHandler(),
            ],
            store);
    }
}
