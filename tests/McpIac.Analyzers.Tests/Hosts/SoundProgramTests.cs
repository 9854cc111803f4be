namespace McpIac.Analyzers.Tests.Hosts;

/// <summary>Nothing is reported of what is right.</summary>
public sealed class SoundProgramTests
{
    // One uses the engine, and is no program of infrastructure.
    private static readonly string EngineSample = Path.Combine("samples", "engine-library");

    public static TheoryData<string> Samples => [.. Directory.GetFiles(Repository.Path("samples"), "*.csx", SearchOption.AllDirectories)
        .Concat(Directory.GetFiles(Repository.Path("samples"), "Program.cs", SearchOption.AllDirectories)).Select(p => Path.GetRelativePath(Repository.Root, p))
        .Where(p => !p.StartsWith(EngineSample, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Samples))]
    public async Task Sample_HasNothingToReport(string path) => Assert.Empty(await ProjectHost.Check(await File.ReadAllTextAsync(Repository.Path(path), TestContext.Current.CancellationToken)));

    public static TheoryData<string, int> Documents => [.. new[] { "README.md", "docs/authoring.md", "docs/cli.md", "docs/snapshots.md" }.Where(p => File.Exists(Repository.Path(p)))
        .SelectMany(p => DocumentedCode.Of("csharp", p).Select((_, i) => (p, i)))];

    // Pieces name what isn't declared in them; there is still nothing of ours to report.
    [Theory, MemberData(nameof(Documents))]
    public async Task DocumentedExample_HasNothingToReport(string page, int number) => Assert.Empty(await ProjectHost.Check(DocumentedCode.Of("csharp", page)[number]));
}
