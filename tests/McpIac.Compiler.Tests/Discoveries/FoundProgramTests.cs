using McpIac.Compiler.Conversion;
using McpIac.Compiler.Discoveries;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using McpIac.Schemas.Snapshots;

namespace McpIac.Compiler.Tests.Discoveries;

/// <summary>What was found is declared as one would by hand: MCI3078, MCI3079.</summary>
public sealed class FoundProgramTests
{
    private static readonly Catalog Catalog = CatalogLoader.Load([new SnapshotSource("cloud.mcp.json", """
        { "mciacc": 1, "provider": "cloud", "source": { "server": "cloud", "version": "1" }, "tools": [], "types": [
          { "type": "cloud:net:zone", "version": 1, "title": "Zone", "description": "A zone.", "identity": ["id"],
            "properties": { "type": "object", "additionalProperties": false, "required": ["range"], "properties": {
              "range": { "type": "string", "pattern": "^10" }, "mode": { "type": "string", "default": "plain" }, "serial": { "type": "integer", "x-iac-computed": true },
              "peer": { "type": "string", "x-iac-ref": "cloud:net:zone#id" }, "default": { "type": "string", "x-iac-computed": true, "x-iac-ref": "cloud:net:zone#address" },
              "peers": { "type": "array", "items": { "type": "string", "x-iac-ref": "cloud:net:zone#id" } },
              "key": { "type": "string", "x-iac-sensitive": true }, "tags": { "type": "object", "additionalProperties": { "type": "string" } },
              "nested": { "type": "object", "additionalProperties": false, "properties": { "deep": { "type": "string" }, "level": { "type": "integer", "default": 1 }, "token": { "type": "string", "x-iac-sensitive": true } } } } },
            "outputs": { "type": "object", "properties": { "id": { "type": "string" }, "address": { "type": "string" } } } } ] }
        """)]).Catalog;

    private static WireResource Zone(string id, string properties, string outputs = "{}", string type = "cloud:net:zone") =>
        new(id, null, type, id, DatumReader.Read(properties).Value!, DatumReader.Read(outputs).Value!, [], "created");

    private static string Yaml(params WireResource[] found)
    {
        var (declared, problems) = FoundProgram.Of(Catalog, "shop", found);
        var (document, _) = new DocumentBuilder(declared, "YAML").Build();
        return string.Join('\n', [.. problems.Select(p => $"{p.Id} {p.Message}"), YamlWriter.Write(document["resources"]!)]).TrimEnd('\n');
    }

    [Fact]
    public void WhatDefaultsAndProvidersSay_IsLeftOut_AndSecretsAreNamed() => Assert.Equal("""
        MCI3079 The program refers to 2 secrets that no provider tells: z-1-key, z-1-nested-token.
        - type: cloud:net:zone
          name: z-1
          properties:
            range: 10.0
            key: ${secret("z-1-key")}
            tags:
              a/b: $${c}
            nested:
              deep: x
              token: ${secret("z-1-nested-token")}
          options:
            import: z-1
        """.ReplaceLineEndings("\n").Replace("range: 10.0", "range: '10.0'", StringComparison.Ordinal), Yaml(Zone("z-1", """
            { "range": "10.0", "mode": "plain", "serial": 7, "peer": null, "key": {"$iac":"secret"}, "tags": { "a/b": "${c}" }, "more": 1, "nested": { "deep": "x", "level": 1, "token": {"$iac":"secret"}, "other": true } }
            """)));

    [Fact]
    public void Ids_BecomeReferences_ButNeverInACircle()
    {
        var (declared, _) = FoundProgram.Of(Catalog, "shop",
        [
            Zone("z-1", """{ "range": "10.1", "peer": "z-2", "peers": ["z-3", "z-9", "z-1"] }"""),
            Zone("z-2", """{ "range": "10.2", "peer": "z-1", "default": "10.3.0.1" }"""),
            Zone("z-3", """{ "range": "10.3", "default": "10.9.9.9" }""", """{ "address": "10.3.0.1" }"""),
        ]);
        string Shown(int resource, string property) => string.Join(' ', (declared.Resources[resource].Properties.FirstOrDefault(p => p.Name == property)?.Value switch
        {
            ListExpression list => list.Items,
            { } one => [one],
            null => (IEnumerable<Expression>)[],
        }).Select(v => v switch { Reference r => $"{r.Urn[(r.Urn.LastIndexOf('/') + 1)..]}.{r.Path[0]}", Literal l => l.Value.ToString(), _ => "?" }));
        Assert.Equal(("z-2.id", "z-3.id \"z-9\" \"z-1\""), (Shown(0, "peer"), Shown(0, "peers")));
        Assert.Equal(("\"z-1\"", "z-3.address"), (Shown(1, "peer"), Shown(1, "default")));
        Assert.Equal("", Shown(2, "default"));
    }

    [Fact]
    public void Names_AreWhatThingsAreCalled_AndNoTwoAlike()
    {
        var (declared, _) = FoundProgram.Of(Catalog, "shop",
        [
            Zone("z-1", """{ "range": "10.1", "tags": { "Name": "My zone!" } }"""), Zone("z-2", """{ "range": "10.1", "tags": { "Name": "My zone?" } }"""),
            Zone("/etc/zones/main.zone", """{ "range": "10.1" }"""), Zone("§", """{ "range": "10.1" }"""), Zone(new string('x', 200), """{ "range": "10.1" }"""),
        ]);
        Assert.Equal(["My-zone", "My-zone-2", "main.zone", "zone", new string('x', 60)], declared.Resources.Select(r => r.Name));
        Assert.Equal("/etc/zones/main.zone", Assert.IsType<Literal>(Assert.Single(declared.Resources[2].Options).Value).Value.AsText());
    }

    [Fact]
    public void WhatCantBeDeclared_IsLeftOut_AndNothingRefersToIt() => Assert.Equal("""
        MCI3078 cloud:net:other o-1 isn't written: no snapshot has its type.
        MCI3078 cloud:net:zone z-1 isn't written: range of z-1: "11.1" doesn't match the pattern ^10.
        - type: cloud:net:zone
          name: z-2
          properties:
            range: '10.2'
            peer: z-1
          options:
            import: z-2
        """.ReplaceLineEndings("\n"), Yaml(Zone("o-1", "{}", type: "cloud:net:other"), Zone("z-1", """{ "range": "11.1" }"""), Zone("z-2", """{ "range": "10.2", "peer": "z-1" }""")));
}
