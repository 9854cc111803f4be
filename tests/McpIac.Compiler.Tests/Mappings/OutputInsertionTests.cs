using McpIac.Compiler.Documents;
using McpIac.Compiler.Mappings;
using McpIac.Schemas.Data;

namespace McpIac.Compiler.Tests.Mappings;

/// <summary>Outputs are written into a mapping as it is written, and foreign names in it are names and nothing else.</summary>
public sealed class OutputInsertionTests
{
    private static readonly KeyValuePair<string, Datum>[] Outputs =
        [new("size", Datum.Of("integer")), new("owner", DatumReader.Read("""{ "type": "object", "properties": { "name": { "type": "string" } } }""").Value!)];

    private const string Block = """owner: {"type":"object","properties":{"name":{"type":"string"}}}""";

    [Theory]
    [InlineData("", $"types:\n  book:\n    outputs:\n      size: integer\n      {Block}\n")]
    [InlineData("# mine\ntypes: {}\n", $"# mine\ntypes:\n  book:\n    outputs:\n      size: integer\n      {Block}\n")]
    [InlineData("types:\n\n  # A pen.\n  pen: {}\n", $"types:\n  book:\n    outputs:\n      size: integer\n      {Block}\n\n  # A pen.\n  pen: {{}}\n")]
    [InlineData("types:\n  book: {} # yes\n", $"types:\n  book:\n    outputs:\n      size: integer\n      {Block} # yes\n")]
    [InlineData("types:\n  book:\n    # by title\n    identity: [title]\n", $"types:\n  book:\n    outputs:\n      size: integer\n      {Block}\n    # by title\n    identity: [title]\n")]
    [InlineData("types:\n  book: { identity: [title] }\n", $"types:\n  book: {{ outputs: {{ size: integer, {Block} }}, identity: [title] }}\n")]
    [InlineData("types: { book: { identity: [title] } }", $"types: {{ book: {{ outputs: {{ size: integer, {Block} }}, identity: [title] }} }}")]
    [InlineData("types: { pen: { identity: [ink] } }", $"types: {{ book: {{ outputs: {{ size: integer, {Block} }} }}, pen: {{ identity: [ink] }} }}")]
    [InlineData("types:\n  book:\n    outputs:\n      size: number\n", $"types:\n  book:\n    outputs:\n      {Block}\n      size: number\n")]
    [InlineData("types:\n  book:\n    outputs: { size: number }\n", $"types:\n  book:\n    outputs: {{ {Block}, size: number }}\n")]
    [InlineData("types:\r\n  book:\r\n    identity: [title]\r\n", $"types:\r\n  book:\n    outputs:\n      size: integer\n      {Block}\r\n    identity: [title]\r\n")]
    public void Outputs_AreAdded_AndNothingElseChanges(string before, string after) => Assert.Equal(after, OutputInsertion.Into("box.map.yaml", before, "book", Outputs));

    [Theory]
    [InlineData("types: [")]
    [InlineData("[]")]
    [InlineData("types: { book: { outputs: { size: string, owner: object } } }")]
    [InlineData("types:\n  pen: &p\n    outputs: { size: integer }\n  book: *p\n")]
    public void WhatCanNotBeAddedTo_IsLetBe(string text) => Assert.Null(OutputInsertion.Into("box.map.yaml", text, "book", Outputs));

    [Theory]
    [InlineData("a: b\nidentity: [x]")]
    [InlineData("\"} ]")]
    [InlineData("${row.x}")]
    [InlineData("no")]
    [InlineData("<<")]
    [InlineData("a\u0085b\u2028c\u2029d\u0007\u007f\ufeff")]
    [InlineData("имя 😀")]
    [InlineData("# comment")]
    [InlineData("class")]
    public void AForeignName_IsAName(string name)
    {
        KeyValuePair<string, Datum>[] outputs = [new(name, Datum.MapOf([new("type", Datum.Of("object")), new("properties", Datum.MapOf([new(name, Datum.MapOf([new("type", Datum.Of("string"))]))]))]))];
        foreach (var before in new[] { "types:\n  book:\n    identity: [title]\n", "types: { book: { identity: [title] } }\n" })
        {
            var written = OutputInsertion.Into("box.map.yaml", before, "book", outputs);
            Assert.NotNull(written);
            var outputsNow = YamlReader.Read(new SourceText("box.map.yaml", written), new Findings())[0].ToDatum()["types"]!["book"]!["outputs"]!;
            Assert.Equal(outputs[0].Value, outputsNow[name]);
            Assert.Single(outputsNow.Members);
        }
    }
}
