using McpIac.Compiler.Documents;
using McpIac.Schemas.Data;
using McpIac.Schemas.Evaluation;

namespace McpIac.Compiler.Tests.Mappings;

/// <summary>The JSON Schema by which editors know mappings agrees with what is read.</summary>
public sealed class MappingSchemaTests
{
    private static readonly string Root = FindRoot();
    private static readonly JsonSchema Format = JsonSchema.Compile(DatumReader.Read(File.ReadAllText(Path.Combine(Root, "schemas", "formats", "map.schema.json"))).Value!, new SchemaOptions { AssertFormats = true }).Schema;

    public static TheoryData<string> Samples => [.. Directory.GetFiles(Path.Combine(Root, "samples", "adapters"), "*.map.yaml", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Root, f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void ASample_FitsTheSchema(string file) => Assert.Empty(Format.Validate(Read(File.ReadAllText(Path.Combine(Root, file)))));

    [Theory]
    [InlineData("typs: {}")]
    [InlineData("types: { a: { raed: b } }")]
    [InlineData("types: { a: { read: { arguments: {} } } }")]
    [InlineData("types: { a: { identity: name } }")]
    [InlineData("types: { a: { stateful: maybe } }")]
    public void AMistake_DoesNot(string text) => Assert.NotEmpty(Format.Validate(Read(text)));

    private static Datum Read(string text) => YamlReader.Read(new SourceText("box.map.yaml", text), new Findings())[0].ToDatum();

    private static string FindRoot()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "McpIac.Dsl.sln"))) root = root.Parent;
        return root.FullName;
    }
}
