using McpIac.Compiler.Binding;
using McpIac.Compiler.Sources;
using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Plans.Binding;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Snapshots;

namespace McpIac.Compiler.Tests.Binding;

/// <summary>A small provider that has one of everything the binder checks, and short ways to declare its resources.</summary>
internal static class NetworkCatalog
{
    public const string Json = """
        { "mciacc": 1, "provider": "net", "source": { "server": "net", "version": "1" }, "tools": [], "types": [
          { "type": "net:core:vlan", "version": 1, "title": "VLAN", "description": "A VLAN.", "identity": ["id"],
            "properties": { "type": "object", "additionalProperties": false, "required": ["tag"], "properties": {
              "tag": { "type": "integer", "minimum": 1, "maximum": 4094, "x-iac-aliases": ["vlanTag"] },
              "label": { "type": "string", "maxLength": 20 },
              "old": { "type": "string", "deprecated": true },
              "password": { "type": "string", "minLength": 12, "x-iac-sensitive": true },
              "enabled": { "type": "boolean" },
              "weight": { "type": "number" },
              "rules": { "type": "array", "items": { "type": "object", "additionalProperties": false, "required": ["port"], "properties": {
                "port": { "type": "integer", "maximum": 65535, "x-iac-aliases": ["dport"] }, "note": { "type": "string" } } } },
              "names": { "type": "array", "items": { "type": "string" } },
              "tags": { "type": "object", "additionalProperties": { "type": "string" } } } },
            "outputs": { "type": "object", "properties": {
              "id": { "type": "string" }, "mtu": { "type": "integer" }, "addresses": { "type": "array", "items": { "type": "string" } },
              "info": { "type": "object", "properties": { "vendor": { "type": "string" } }, "additionalProperties": false } } } },
          { "type": "net:core:pool", "version": 1, "title": "Pool", "description": "A pool.", "identity": ["id"],
            "properties": { "type": "object", "additionalProperties": false, "required": ["size", "mode"], "properties": {
              "size": { "type": "integer" }, "mode": { "type": "string", "enum": ["rr", "hash"] } } },
            "outputs": { "type": "object", "properties": { "id": { "type": "string" } } } },
          { "type": "net:core:listener", "version": 1, "title": "Listener", "description": "A listener.", "identity": ["id"],
            "properties": { "type": "object", "additionalProperties": false, "properties": {
              "protocol": { "type": "string", "enum": ["http", "https"] }, "certificate": { "type": "string" }, "key": { "type": "string", "x-iac-sensitive": true },
              "block": { "type": "integer", "multipleOf": 512 }, "hosts": { "type": "array", "items": { "type": "string" }, "contains": { "pattern": "^www" } },
              "labels": { "type": "object", "patternProperties": { "^n-": { "type": "integer" } } }, "user": { "type": "string", "not": { "const": "root" } },
              "file": { "type": "string" }, "url": { "type": "string" } },
              "if": { "properties": { "protocol": { "const": "https" } }, "required": ["protocol"] }, "then": { "required": ["certificate"] },
              "dependentRequired": { "certificate": ["key"] }, "dependentSchemas": { "key": { "properties": { "key": { "minLength": 9 } } } }, "not": { "required": ["file", "url"] } },
            "outputs": { "type": "object", "properties": { "id": { "type": "string" } } } },
          { "type": "net:core:route", "version": 1, "title": "Route", "description": "A route.", "identity": ["id"],
            "properties": { "type": "object", "additionalProperties": false, "properties": {
              "vlan": { "type": "string", "x-iac-ref": "net:core:vlan#id" },
              "device": { "type": "string", "x-iac-ref": "net:core:vlan#id", "x-iac-ref-or-text": true } } },
            "outputs": { "type": "object", "properties": { "id": { "type": "string" }, "gateway": { "type": "string" } } } } ] }
        """;

    public static Catalog Catalog { get; } = Load();

    public static DeclaredResource Vlan(string name, params (string Name, Expression Value)[] properties) => Resource("net:core:vlan", name, properties);

    public static DeclaredResource Route(string name, params (string Name, Expression Value)[] properties) => Resource("net:core:route", name, properties);

    public static DeclaredResource Resource(string type, string name, params (string Name, Expression Value)[] properties) =>
        new(Urn(type, name), type, name, [.. properties.Select(p => new DeclaredProperty(p.Name, p.Value, null))], [], new SourcePlace("infra.csx", 1));

    public static string Urn(string type, string name) => Urns.Make("test", [], type, name);

    public static Reference To(string type, string name, params string[] path) => new(Urn(type, name), [.. path]);

    public static Reference ToVlan(string name, params string[] path) => To("net:core:vlan", name, path);

    public static Literal Lit(long value) => new(Datum.Of(value));

    public static Literal Lit(string value) => new(Datum.Of(value));

    public static (BoundDeployment? Deployment, string Diagnostics) Bind(params DeclaredResource[] resources) => Bind([], resources);

    public static (BoundDeployment? Deployment, string Diagnostics) Bind(DeclaredOutput[] outputs, params DeclaredResource[] resources)
    {
        var (deployment, diagnostics) = Binder.Bind(new DeclaredDeployment("test", resources, outputs), Catalog, SourceMap.Empty);
        return (deployment, string.Join('\n', diagnostics.Select(Line)));
    }

    public static string Line(Diagnostic d) => $"{d.Id} {d.Message}{(d.Remedy is null ? "" : " " + d.Remedy)}";

    private static Catalog Load()
    {
        var (catalog, diagnostics) = CatalogLoader.Load([new SnapshotSource("net.mcp.json", Json)]);
        Assert.Empty(diagnostics);
        return catalog;
    }
}
