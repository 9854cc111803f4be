using McpIac.EndToEnd.Tests.Processes;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Adapters;

/// <summary>Each sample's snapshot has the types that its mapping makes, and its program is planned with a twin.</summary>
public sealed class AdapterSampleTests
{
    public static TheoryData<string> Samples => [.. Directory.GetDirectories(Path.Combine(Repository.Root, "samples", "adapters")).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task ASample_IsAsItsMappingSays_AndCanBePlanned(string sample)
    {
        var folder = Directory.CreateTempSubdirectory("mciacc-sample-").FullName;
        try
        {
            Repository.Copy(Path.Combine(Repository.Root, "samples", "adapters", sample), folder);
            Assert.Equal("unchanged", $"{(await Tool.RunAsync(folder, ["provider", "map", sample, "--json"])).Exits(0).Json["outcome"]}");
            string[] parameters = sample switch { "filesystem" => ["--set", "root=/srv"], "pg" => ["--set", "password=made-up"], "github" => ["--set", "owner=me", "--set", "repo=mine"], _ => [] };
            Assert.NotEmpty((await Tool.RunAsync(folder, ["plan", "--twin", "--json", .. parameters])).Exits(0).Plan.Acts);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void TheirPage_NamesEach() => Assert.All(Samples, s => Assert.Contains($"| `{s.Data}` |", Repository.Read("samples/adapters/README.md"), StringComparison.Ordinal));
}
