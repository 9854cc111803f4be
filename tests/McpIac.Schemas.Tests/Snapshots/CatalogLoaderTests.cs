using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Snapshots;

namespace McpIac.Schemas.Tests.Snapshots;

public sealed class CatalogLoaderTests
{
    private const string Box = """
        {
          "mciacc": 1,
          "provider": "box",
          "source": { "command": ["box-server", "--stdio"], "server": "box", "version": "1.2.0" },
          "tools": [],
          "types": [
            {
              "type": "box:net:vlan",
              "title": "VLAN",
              "properties": { "type": "object", "properties": { "tag": { "type": "integer", "x-iac-aliases": ["vlanTag"] } }, "required": ["tag"], "additionalProperties": false },
              "outputs": { "type": "object", "properties": { "device": { "type": "string" } } },
              "identity": ["id"],
              "naturalKeys": [["tag"]],
              "operations": { "update": true, "list": false },
              "undo": { "create": "exact", "update": "exact", "delete": "irreversible" },
              "stateful": true,
              "deleteFirst": true
            }
          ]
        }
        """;

    [Fact]
    public void Snapshot_Loaded_HasItsTypesWithEverythingTheyState()
    {
        var (catalog, diagnostics) = Load(Box);

        Assert.Empty(diagnostics);
        var provider = Assert.Single(catalog.Providers);
        Assert.Equal(("box", "box-server --stdio"), (provider.Name, string.Join(' ', provider.Command)));
        Assert.StartsWith("sha256:", provider.Digest);
        var type = catalog.Find("box:net:vlan")!;
        Assert.Equal(
            ("VLAN", true, false, UndoKind.Exact, UndoKind.Irreversible, true, true),
            (type.Title, type.CanUpdate, type.CanList, type.UndoCreate, type.UndoDelete, type.Stateful, type.DeleteFirst));
        Assert.Equal(["id", "device"], type.Outputs.Members.Select(m => m.Name));
        Assert.Equal("tag", type.Properties.Member("vlanTag")!.Name);
        Assert.Equal("tag", Assert.Single(Assert.Single(type.NaturalKeys)));
    }

    [Fact]
    public void TypeThatSaysLittle_GetsTheStandardsDefaults()
    {
        var type = Load("""{ "mciacc": 1, "provider": "box", "tools": [], "types": [ { "type": "box:thing" } ] }""").Catalog.Find("box:thing")!;

        Assert.Equal(
            ("thing", true, true, UndoKind.Exact, UndoKind.Exact, UndoKind.Recreate, false, false),
            (type.Title, type.CanUpdate, type.CanList, type.UndoCreate, type.UndoUpdate, type.UndoDelete, type.Stateful, type.DeleteFirst));
        Assert.Equal(["id"], type.Identity);
        Assert.Equal(ShapeKind.Object, type.Properties.Kind);
    }

    [Theory]
    [InlineData("{\n  \"mciacc\": 1,\n  oops\n}", "MCI6001", 3, 3)]
    [InlineData("", "MCI6001", 1, 1)]
    [InlineData("{\n  \"mciacc\": 2, \"provider\": \"x\"}", "MCI6002", 2, 3)]
    [InlineData("[]", "MCI6003", 1, 1)]
    [InlineData("{}", "MCI6003", 1, 1)]
    [InlineData("{\"mciacc\": \"one\"}", "MCI6003", 1, 2)]
    [InlineData("{\"mciacc\": 1, \"provider\": 7}", "MCI6003", 1, 15)]
    [InlineData("{\"mciacc\": 1, \"provider\": \"../x\"}", "MCI6003", 1, 15)]
    [InlineData("{\"mciacc\": 1, \"provider\": \"x\", \"types\": {}}", "MCI6003", 1, 32)]
    [InlineData("{\"mciacc\": 1, \"provider\": \"x\", \"tools\": [], \"toolsDigest\": \"sha256:0\"}", "MCI6004", 1, 45)]
    [InlineData("{\"mciacc\": 1, \"provider\": \"x\", \"types\": [{\"type\": \"y:a:b\"}]}", "MCI6006", 1, 43)]
    [InlineData("{\"mciacc\": 1, \"provider\": \"x\", \"types\": [{\"type\": \"x\"}]}", "MCI6006", 1, 43)]
    [InlineData("{\"mciacc\": 1, \"provider\": \"x\", \"types\": [{\"type\": \"x:a: \"}]}", "MCI6006", 1, 43)]
    [InlineData("{\"mciacc\": 1, \"provider\": \"x\", \"types\": [{\"type\": \"x:a\"}, {\"type\": \"x:a\"}]}", "MCI6007", 1, 60)]
    [InlineData("{\"mciacc\": 1, \"provider\": \"x\", \"types\": [{\"type\": \"x:a\", \"properties\": {\"properties\": {\"p\": {\"type\": \"strin\"}}}}]}", "MCI6008", 1, 94)]
    [InlineData("{\"mciacc\": 1, \"provider\": \"x\", \"types\": [7]}", "MCI6012", 1, 42)]
    [InlineData("{\"mciacc\": 1, \"provider\": \"x\", \"types\": [{\"type\": \"x:a\", \"properties\": {\"type\": \"string\"}}]}", "MCI6012", 1, 58)]
    [InlineData("{\"mciacc\": 1, \"provider\": \"x\", \"types\": [{\"type\": \"x:a\", \"undo\": {\"create\": \"never\"}}]}", "MCI6012", 1, 67)]
    [InlineData("{\"mciacc\": 1, \"provider\": \"x\", \"types\": [{\"type\": \"x:a\", \"naturalKeys\": [[\"nope\"]]}]}", "MCI6012", 1, 58)]
    public void BrokenSnapshot_IsOneDiagnosticAtItsPlace_AndTheOtherStillLoads(string content, string id, int line, int column)
    {
        var (catalog, diagnostics) = Load(Box, content);

        var diagnostic = Assert.Single(diagnostics);
        Assert.Equal((id, "schemas/1.mcp.json", line, column), (diagnostic.Id, diagnostic.Place!.File, diagnostic.Place.Line, diagnostic.Place.Column));
        Assert.NotNull(diagnostic.Remedy);
        Assert.NotNull(catalog.Find("box:net:vlan"));
    }

    [Fact]
    public void BrokenType_IsLeftOut_AndItsNeighboursStay()
    {
        var (catalog, diagnostics) = Load("""
            { "mciacc": 1, "provider": "x", "types": [
              { "type": "x:good" },
              { "type": "x:bad", "properties": { "type": "object", "properties": { "p": { "type": "integer", "minimum": 5, "maximum": 1 } } } } ] }
            """);

        Assert.Equal("x:bad: This schema makes no sense: its minimum is above its maximum, so no number fits.", Assert.Single(diagnostics).Message);
        Assert.Equal(["x:good"], catalog.Types.Select(t => t.Token));
    }

    [Fact]
    public void TwoSnapshotsOfOneProvider_AreReported_AndTheFirstIsUsed()
    {
        var (catalog, diagnostics) = Load(Box, """{ "mciacc": 1, "provider": "box", "types": [ { "type": "box:other" } ] }""");

        Assert.Equal("The provider 'box' has a snapshot already, schemas/0.mcp.json, which is used instead of this one.", Assert.Single(diagnostics).Message);
        Assert.Equal("MCI6005", diagnostics[0].Id);
        Assert.Equal(["box:net:vlan"], catalog.Types.Select(t => t.Token));
    }

    [Fact]
    public void PlainServer_IsAProviderNamedByItsFile_AndItsToolsAreTypes()
    {
        var (catalog, diagnostics) = CatalogLoader.Load([new SnapshotSource("schemas/git-hub.mcp.json", """
            { "server": { "name": "github" }, "tools": [ { "name": "create_issue", "inputSchema": { "type": "object" } } ] }
            """)]);

        Assert.Empty(diagnostics);
        Assert.Equal("git-hub", Assert.Single(catalog.Providers).Name);
        Assert.Equal(("git-hub:actions:create_issue", TypeKind.Action), (Assert.Single(catalog.Types).Token, catalog.Types.Single().Kind));
    }

    [Fact]
    public void AliasThatIsAnOutputsName_IsDroppedWithAWarning()
    {
        var (catalog, diagnostics) = Load("""
            { "mciacc": 1, "provider": "x", "types": [ { "type": "x:a",
              "properties": { "type": "object", "properties": { "image": { "type": "string", "x-iac-aliases": ["reference", "img"] } } },
              "outputs": { "type": "object", "properties": { "reference": { "type": "string" } } } } ] }
            """);

        Assert.Equal("x:a: The alias 'reference' of 'image' is also the name of an output, so it is left out.", Assert.Single(diagnostics).Message);
        Assert.Equal("MCI6010", diagnostics[0].Id);
        Assert.Equal(["img"], catalog.Find("x:a")!.Properties.Member("image")!.Aliases);
    }

    [Theory]
    [InlineData("x:b#id", null)]
    [InlineData("x:b#size", null)]
    [InlineData("elsewhere:b#id", null)]
    [InlineData("x:missing#id", "x:a: The schema refers to 'x:missing#id', which no snapshot has.")]
    [InlineData("x:b#missing", "x:a: The schema refers to 'x:b#missing', which no snapshot has.")]
    public void Reference_ToWhatALoadedProviderLacks_IsAWarning(string reference, string? message)
    {
        var (_, diagnostics) = Load($$"""
            { "mciacc": 1, "provider": "x", "types": [
              { "type": "x:a", "properties": { "type": "object", "properties": { "l": { "type": "array", "items": { "type": "string", "x-iac-ref": "{{reference}}" } } } } },
              { "type": "x:b", "properties": { "type": "object", "properties": { "size": { "type": "integer" } } } } ] }
            """);

        Assert.Equal(message, diagnostics.SingleOrDefault()?.Message);
        if (message is not null) Assert.Equal(("MCI6011", 2), (diagnostics[0].Id, diagnostics[0].Place!.Line));
    }

    [Fact]
    public void ForeignReference_IsAnyValue_WithAWarning()
    {
        var (catalog, diagnostics) = Load("""
            { "mciacc": 1, "provider": "x", "types": [
              { "type": "x:a", "properties": { "type": "object", "properties": { "p": { "$ref": "https://example.com/schema.json" } } } } ] }
            """);

        Assert.Equal("MCI6009", Assert.Single(diagnostics).Id);
        Assert.Equal(ShapeKind.Any, catalog.Find("x:a")!.Properties.Member("p")!.Shape.Kind);
    }

    [Fact]
    public void ResourceTypeReader_OnItsOwn_ReadsWhatTheLoaderReads()
    {
        var raw = DatumReader.Read("""{ "type": "x:a", "properties": { "type": "object", "properties": { "p": { "type": 5 } } } }""").Value!;

        var (type, diagnostics) = ResourceTypeReader.Read(raw, "x", "x.mcp.json");

        Assert.Null(type);
        Assert.Equal("x:a: This schema makes no sense: JSON Schema knows no type 5.", Assert.Single(diagnostics).Message);
    }

    private static (Catalog Catalog, IReadOnlyList<Schemas.Diagnostics.Diagnostic> Diagnostics) Load(params string[] contents) =>
        CatalogLoader.Load(contents.Select((c, i) => new SnapshotSource($"schemas/{i}.mcp.json", c)));
}
