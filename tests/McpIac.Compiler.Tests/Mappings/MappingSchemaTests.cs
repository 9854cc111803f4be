using McpIac.Compiler.Documents;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Validation;

namespace McpIac.Compiler.Tests.Mappings;

/// <summary>The JSON Schema by which editors know mappings agrees with what is read.</summary>
public sealed class MappingSchemaTests
{
    private static readonly string Root = FindRoot();
    private static readonly Shape Format = ShapeReader.Read(DatumReader.Read(File.ReadAllText(Path.Combine(Root, "schemas", "formats", "map.schema.json"))).Value!, "map.schema.json").Shape;

    public static TheoryData<string> Samples => [.. Directory.GetFiles(Path.Combine(Root, "samples", "adapters"), "*.map.yaml", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Root, f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void ASample_FitsTheSchema(string file) => Assert.Empty(ShapeValidator.Validate(Format, Read(File.ReadAllText(Path.Combine(Root, file)))));

    [Theory]
    [InlineData("typs: {}")]
    [InlineData("types: { a: { raed: b } }")]
    [InlineData("types: { a: { read: { arguments: {} } } }")]
    [InlineData("types: { a: { identity: name } }")]
    [InlineData("types: { a: { stateful: maybe } }")]
    public void AMistake_DoesNot(string text) => Assert.NotEmpty(ShapeValidator.Validate(Format, Read(text)));

    private static Datum Read(string text) => YamlReader.Read(new SourceText("box.map.yaml", text), new Findings())[0].ToDatum();

    private static string FindRoot()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "McpIac.Dsl.sln"))) root = root.Parent;
        return root.FullName;
    }
}
