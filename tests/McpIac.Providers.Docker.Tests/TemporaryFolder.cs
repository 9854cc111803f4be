namespace McpIac.Providers.Docker.Tests;

/// <summary>A folder of a test's own.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("docker-provider-").FullName;

    public string this[string relative] => System.IO.Path.Combine(Path, relative);

    public string[] Content => [.. Directory.EnumerateFileSystemEntries(Path, "*", SearchOption.AllDirectories)
        .Select(p => System.IO.Path.GetRelativePath(Path, p)).Order(StringComparer.Ordinal)];

    /// <summary>The same with a folder in it.</summary>
    public TemporaryFolder With(string relative)
    {
        Directory.CreateDirectory(this[relative]);
        return this;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
