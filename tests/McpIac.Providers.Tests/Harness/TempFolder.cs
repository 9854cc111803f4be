namespace McpIac.Providers.Tests.Harness;

/// <summary>A folder of one test's own.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mcpiac-sdk-");

    public string File(string name) => Path.Combine(folder.FullName, name);

    public string World => File("test.world.jsonl");

    public void Dispose() => folder.Delete(recursive: true);
}
