using McpIac.Providers.Tests.Harness;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using McpIac.Schemas.Snapshots;
using static McpIac.Providers.Tests.Harness.Session;

namespace McpIac.Providers.Tests.Resources;

/// <summary>What a type's schema asks of properties together is answered by path, as what it asks of each is.</summary>
public sealed class ConditionTests
{
    private const string Item = "test:thing:item";

    private static readonly ResourceType Type = ResourceTypeReader.Read(DatumReader.Read("""
        {
          "type": "test:thing:item", "version": 1, "title": "Item", "description": "A thing with conditions.",
          "properties": {
            "type": "object", "additionalProperties": false,
            "properties": {
              "mode": { "type": "string" }, "cert": { "type": "string" }, "key": { "type": "string", "x-iac-aliases": ["secretKey"] }, "block": { "type": "integer", "multipleOf": 512 },
              "hosts": { "type": "array", "items": { "type": "string" }, "contains": { "pattern": "^www" } }, "labels": { "type": "object", "patternProperties": { "^n-": { "type": "integer" } } }
            },
            "if": { "properties": { "mode": { "const": "tls" } }, "required": ["mode"] }, "then": { "required": ["cert"] },
            "dependentRequired": { "cert": ["key"] }, "not": { "required": ["hosts", "labels"] }
          },
          "outputs": { "type": "object", "required": ["id"], "properties": { "id": { "type": "string" } } },
          "identity": ["id"], "operations": { "update": true }, "undo": { "create": "exact", "update": "exact", "delete": "recreate" }
        }
        """).Value!, "test", "").Type!;

    private readonly Reality reality = new();

    [Theory]
    [InlineData("""{ "mode": "tls" }""", "required /cert cert: is required and isn't set")]
    [InlineData("""{ "cert": "c" }""", "required /key key: is required beside cert and isn't set")]
    [InlineData("""{ "cert": "c", "secretKey": { "$iac": "secret" } }""", "")]
    [InlineData("""{ "block": 100 }""", "multiple /block block: 100 is no multiple of 512")]
    [InlineData("""{ "hosts": ["a"] }""", "contains /hosts hosts: has 0 elements that the schema looks for, fewer than 1")]
    [InlineData("""{ "labels": { "n-a": "x" } }""", "type /labels/n-a labels/n-a: \"x\" is a text, not a whole number")]
    [InlineData("""{ "hosts": ["www"], "labels": {} }""", "not  may not have hosts and labels together")]
    [InlineData("""{ "mode": { "$iac": "unknown" }, "hosts": [{ "$iac": "unknown" }], "block": { "$iac": "unknown" } }""", "")]
    public async Task Condition_IsValidatedByItsPath(string properties, string diagnostics)
    {
        await using var session = await StartAsync(new ItemHandler(reality) { Type = Type });
        var answer = await session.CallAsync<ValidateData>("validateConfig", new ValidateArguments([new(Item, "a", DatumReader.Read(properties).Value!)]));
        Assert.Equal(diagnostics, string.Join(";", answer.Data!.Diagnostics.Select(d => $"{d.Code} {d.Path} {d.Message}")));
    }

    [Fact]
    public async Task Change_ThatBreaksACondition_IsRefused()
    {
        await using var session = await StartAsync(new ItemHandler(reality) { Type = Type });
        var result = await session.ApplyOneAsync(Create("a", Map(("cert", "c"))));
        Assert.Equal(("invalid", "/key", 0), (result.Error?.Code, result.Error?.Details?.Path, reality.Count));
    }
}
