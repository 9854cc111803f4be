using McpIac.Providers.Servers;

namespace McpIac.Providers.Local;

/// <summary>The provider <c>local</c>: files, directories, commands, HTTP checks and random values on this machine.</summary>
public static class LocalProvider
{
    /// <param name="baseDirectory">What relative paths start from: the program's folder.</param>
    /// <param name="storePath">The provider's own record; null keeps it in memory.</param>
    public static ProviderServer Create(string baseDirectory, string? storePath) => throw new NotSupportedException();
}
