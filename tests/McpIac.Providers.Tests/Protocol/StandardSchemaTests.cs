using System.Text.Json;
using McpIac.Providers.Tools;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using McpIac.Providers.Tests.Harness;

namespace McpIac.Providers.Tests.Protocol;

/// <summary>schemas/standard/ is what the tools publish. With the environment variable MCIACC_BASELINES=write the files are written instead (CONTRIBUTING.md).</summary>
public sealed class StandardSchemaTests
{
    public static TheoryData<string> Files => [.. StandardTools.All(null).SelectMany(t => new[] { $"{t.Name}.input.json", $"{t.Name}.output.json" })];

    [Theory]
    [MemberData(nameof(Files))]
    public void CommittedSchema_IsTheToolsOwn(string file)
    {
        var tool = StandardTools.All(null).Single(t => t.Name == file.Split('.')[0]).Describe();
        var schema = file.Contains(".input.", StringComparison.Ordinal) ? tool.InputSchema : tool.OutputSchema!.Value;
        var text = DatumWriter.Write(DatumJsonConverter.From(schema), sortKeys: false, indent: true) + "\n";
        var path = RepositoryFiles.Path($"schemas/standard/{file}");
        if (Environment.GetEnvironmentVariable("MCIACC_BASELINES") == "write") File.WriteAllText(path, text);
        else Assert.Equal(text, File.ReadAllText(path));
    }

    [Fact]
    public void NoOtherFile_IsThere() =>
        Assert.Equal(Files.Select(f => f.Data).Order(StringComparer.Ordinal),
            Directory.GetFiles(RepositoryFiles.Path("schemas/standard"), "*.json").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));

    [Fact]
    public void EachSchema_DeclaresItsObjects_AndRequiresWhatIsAlwaysThere()
    {
        var change = StandardTools.All(null).Single(t => t.Name == "applyDeployment").Describe().InputSchema
            .GetProperty("properties").GetProperty("changes").GetProperty("items");
        Assert.Equal(["key", "action", "type", "name", "urn"], change.GetProperty("required").EnumerateArray().Select(r => r.GetString()));
        Assert.Equal("string", change.GetProperty("properties").GetProperty("id").GetProperty("type").GetString());
        Assert.Equal(JsonValueKind.String, change.GetProperty("properties").GetProperty("key").GetProperty("description").ValueKind);
    }
}
