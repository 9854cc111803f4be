using System.Reflection;
using System.Text.RegularExpressions;
using McpIac.Compiler.Binding;
using McpIac.Compiler.Documents;
using McpIac.Compiler.EditorSchemas;
using McpIac.Compiler.Programs;
using McpIac.Compiler.Tests.Binding;
using McpIac.Schemas.Data;
using McpIac.Schemas.Evaluation;
using McpIac.Schemas.Snapshots;

namespace McpIac.Compiler.Tests.EditorSchemas;

/// <summary>What editors say of documents by the schema that <c>mciacc schema</c> writes.</summary>
public sealed class DocumentSchemaTests
{
    private static readonly string Root = typeof(DocumentSchemaTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "RepositoryRoot").Value!;
    private static readonly Lazy<Editor> BuiltIn = new(() => new Editor(ProgramCompiler.LoadCatalog(Path.Combine(Root, "schemas")).Catalog));
    private static readonly Lazy<Editor> Net = new(() => new Editor(NetworkCatalog.Catalog));

    [Fact]
    public void TheSchema_IsOne()
    {
        Assert.Empty(JsonSchema.Check(DocumentSchema.Write(ProgramCompiler.LoadCatalog(Path.Combine(Root, "schemas")).Catalog)));
        Assert.Empty(JsonSchema.Check(DocumentSchema.Write(NetworkCatalog.Catalog)));
    }

    [Theory]
    [InlineData("infra.yaml")]
    [InlineData("infra.json")]
    public void TheSample_IsTaken(string file) => Assert.True(BuiltIn.Value.Takes(File.ReadAllText(Path.Combine(Root, "samples", "customer-portal", file))));

    [Fact]
    public void TheFormatsExample_IsTaken()
    {
        var page = File.ReadAllText(Path.Combine(Root, "docs", "yaml.md")).ReplaceLineEndings("\n");
        Assert.True(BuiltIn.Value.Takes(Regex.Match(page, "```yaml\n(.*?)```", RegexOptions.Singleline).Groups[1].Value));
    }

    [Theory]
    [InlineData("{ tag: 5000 }")]
    [InlineData("{ tag: five }")]
    [InlineData("{ label: a }")]
    [InlineData("{ tag: 1, labl: a }")]
    [InlineData("{ tag: 1, label: 123456789012345678901 }", true)]
    [InlineData("{ tag: 1, label: a text that is too long }")]
    [InlineData("{ tag: 1, enabled: yes }")]
    [InlineData("{ tag: 1, rules: [{ note: a }] }")]
    [InlineData("{ tag: 1, rules: [{ port: 70000 }] }")]
    [InlineData("{ tag: 1, names: a }")]
    [InlineData("{ tag: 1, tags: { a: [] } }")]
    [InlineData("{ tag: 1 }", true)]
    [InlineData("{ tag: '1', enabled: 'true', weight: '1e3', label: 5 }", true)]
    [InlineData("{ vlanTag: 1, rules: [{ dport: 1, note: null }] }", true)]
    [InlineData("{ tag: '${a}', label: 'longer than twenty ${a.label}', enabled: '${a}', weight: '${a}', rules: '${a}', names: ['${a}'], tags: '${a}', password: '${a}' }", true)]
    [InlineData("{ tag: 1, rules: ['${a}', { port: '${a}' }], names: '${a}', tags: { a: '${a}' } }", true)]
    public void Properties_AreThoseOfTheType(string properties, bool isTaken = false)
    {
        var document = $$"""
            resources:
              - type: net:core:vlan
                name: v
                properties: {{properties}}
            """;
        Assert.Equal(isTaken, Net.Value.Takes(document));
    }

    [Theory]
    [InlineData("existing: vlan-7", true)]
    [InlineData("existing: 7", true)]
    [InlineData("existing: '${a}'", true)]
    [InlineData("existing: 7, properties: {}")]
    [InlineData("existing: ''")]
    [InlineData("existing: null")]
    [InlineData("existing: [a]")]
    [InlineData("existing: vlan-7, properties: { tag: 1 }")]
    [InlineData("dependsOn: []")]
    public void WhatExists_NeedsNoProperties_AndHasNone(string fields, bool isTaken = false)
    {
        var document = $"resources: [{{ type: net:core:vlan, name: v, {fields} }}]";
        Assert.Equal(isTaken, Net.Value.Takes(document));
        if (!document.Contains('$')) Assert.Equal(isTaken, Documents.Doc.Bind(document).Deployment is not null);
    }

    [Fact]
    public void Mistakes_AreWhereTheyAre()
    {
        Assert.Equal(["/resources/0/properties/size"], Net.Value.Wrong("""
            resources:
              - type: net:core:pool
                name: p
                properties: { size: 1.5, mode: rr }
            """).Where(p => p.EndsWith("/size", StringComparison.Ordinal)));
        Assert.False(Net.Value.Takes("resources: [{ type: net:core:pol, name: p }]"));
        Assert.False(Net.Value.Takes("resources: [{ type: net:core:pool, name: p }]"));
        Assert.False(Net.Value.Takes("resources: [{ type: net:core:pool, name: p, properties: { size: 1, mode: other } }]"));
        Assert.True(Net.Value.Takes("resources: [{ type: net:core:pool, name: p, properties: { size: 1, mode: '${a ? 1 : 2}' } }]"));
        Assert.False(Net.Value.Takes("resources: [{ type: net:core:route, name: p, option: {} }]"));
        Assert.False(Net.Value.Takes("resources: [{ type: net:core:route }]"));
    }

    [Theory]
    [InlineData("{ name: a, resources: [], outputs: { x: 1, y: { value: '${a.id}', secret: true } }, parameters: { n: 3, m: { type: integer, maximum: 3 } } }", true)]
    [InlineData("{ $schema: s.json, apiVersion: iac.mcp/v1, kind: Deployment, metadata: { name: a, labels: { b: c } }, spec: { resources: [] } }", true)]
    [InlineData("{ checks: { a: { condition: '${1 > 2}', message: x }, b: { condition: true, message: '${1}' } } }", true)]
    [InlineData("{ apiVersion: iac.mcp/v1, kind: Deployment, spec: { checks: { a: { condition: true, message: x } } } }", true)]
    [InlineData("{ checks: { a: { condition: true } } }")]
    [InlineData("{ checks: { a: { condition: true, message: x, mesage: x } } }")]
    [InlineData("{ checks: [] }")]
    [InlineData("{ apiVersion: iac.mcp/v1, kind: Deployment, name: a, spec: {} }")]
    [InlineData("{ apiVersion: iac.mcp/v2, kind: Deployment, spec: {} }")]
    [InlineData("{ kind: Deployment, spec: {} }")]
    [InlineData("{ metadata: { name: a }, resources: [] }")]
    [InlineData("{ parameters: { m: { tpye: integer } } }")]
    [InlineData("{ resource: [] }")]
    public void BothForms_AreTaken(string document, bool isTaken = false)
    {
        Assert.Equal(isTaken, Net.Value.Takes(document));
        var findings = new Findings();
        foreach (var node in YamlReader.Read(new SourceText("infra.yaml", document), findings)) DeploymentPart.Read(node, findings);
        if (isTaken) Assert.Empty(findings);
    }

    [Theory]
    [InlineData("{ protect: true, retain: '${deployment.name == \"prod\"}', aliases: old, ignoreChanges: [tag, '*'], replaceTrigger: { a: 1 }, retries: 3, timeouts: { create: 5m } }", true)]
    [InlineData("{ protect: yes }")]
    [InlineData("{ protct: true }")]
    [InlineData("{ retries: { atempts: 3 } }")]
    public void Options_AreThoseOfTheBinder(string options, bool isTaken = false) =>
        Assert.Equal(isTaken, Net.Value.Takes($"resources: [{{ type: net:core:route, name: r, options: {options} }}]"));

    // Whoever adds a field to a reader describes it in DocumentSchema or ResourceSchema.
    [Fact]
    public void EachFieldOfTheReaders_IsDescribed()
    {
        Assert.All(DeploymentPart.FlatFields.Concat(DeploymentPart.Fields).Concat(DeploymentPart.MetadataFields).Concat(DeploymentPart.SpecFields),
            f => Assert.NotEqual(Datum.EmptyMap, DocumentSchema.Field(f)));
        Assert.All(DeploymentReader.CheckFields, f => Assert.NotEqual(Datum.EmptyMap, DocumentSchema.CheckField(f)));
        Assert.All(ParameterReader.Fields, f => Assert.NotEqual(Datum.EmptyMap, DocumentSchema.ParameterField(f)));
        Assert.All(ResourceExpansion.Fields.Except(["type"]), f => Assert.NotEqual(Datum.EmptyMap, ResourceSchema.Field(f)));
        Assert.All(OptionsBinder.Names, o => Assert.NotEqual(Datum.EmptyMap, ResourceSchema.Option(o)));
        var resource = DocumentSchema.Write(NetworkCatalog.Catalog)["$defs"]!["resource"]!["properties"]!;
        Assert.Equal(ResourceExpansion.Fields, resource.Members.Select(m => m.Key));
        Assert.Equal(OptionsBinder.Names, resource["options"]!["properties"]!.Members.Select(m => m.Key));
    }

    [Fact]
    public void DefinitionsInsideThemselves_AreReferredTo()
    {
        var editor = new Editor(CatalogLoader.Load([new SnapshotSource("t.mcp.json", """
            { "mciacc": 1, "provider": "t", "source": { "server": "t", "version": "1" }, "tools": [], "types": [
              { "type": "t:tree", "version": 1, "title": "Tree", "description": "A tree.", "identity": ["id"],
                "properties": { "type": "object", "additionalProperties": false, "properties": { "a/b c": { "$ref": "#/$defs/node" } },
                  "$defs": { "node": { "type": "object", "additionalProperties": false, "required": ["v"],
                    "properties": { "v": { "type": "integer" }, "children": { "type": "array", "items": { "$ref": "#/$defs/node" } } } } } },
                "outputs": { "type": "object", "properties": { "id": { "type": "string" } } } } ] }
            """)]).Catalog);
        string Document(string inner) => $"resources: [{{ type: 't:tree', name: a, properties: {{ a/b c: {inner} }} }}]";
        Assert.True(editor.Takes(Document("{ v: 1, children: [{ v: 2, children: [{ v: 3 }, '${a}'] }] }")));
        Assert.False(editor.Takes(Document("{ v: 1, children: [{ v: 2, children: [{ v: x }] }] }")));
        Assert.False(editor.Takes(Document("{ v: 1, children: [{ v: 2, children: [{ w: 1 }] }] }")));
    }

    [Fact]
    public void RealServers_GiveASchemaThatCanBeRead_WhateverTheirOrder()
    {
        var catalog = ProgramCompiler.LoadCatalog(Path.Combine(Root, "tests", "data", "servers"), "*.json").Catalog;
        var schema = DocumentSchema.Write(catalog);
        Assert.Equal(schema.ToString(), DocumentSchema.Write(new([.. catalog.Providers.Reverse().Select(p => p with { Types = [.. p.Types.Reverse()] })])).ToString());
        Assert.InRange(schema.ToString().Length, 100_000, 10_000_000);
        Assert.True(new Editor(catalog).Takes("resources: []"));
    }
}
