using McpIac.Schemas.Bindings;
using McpIac.Schemas.Snapshots;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace McpIac.Analyzers.Tests.Hosts;

/// <summary>What the tests' programs are compiled against: the platform, the library, and the classes of the committed snapshots and of one more, made for tests.</summary>
internal static class Bindings
{
    public const string Prelude = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading.Tasks;
        global using McpIac.Dsl;
        global using static McpIac.Dsl.Authoring;
        """;

    /// <summary>A provider whose types have what the committed ones lack.</summary>
    public const string Lab = """
        { "mciacc": 1, "provider": "lab", "source": { "server": "lab", "version": "1" }, "tools": [],
          "tombstones": [ { "type": "lab:net:site", "path": "kind", "change": "renamed", "text": "is called mode now", "renamedTo": "mode", "was": { "type": "string" }, "since": "1" } ], "types": [
          { "type": "lab:net:site", "version": 1, "title": "Site", "description": "A site.", "identity": ["id"],
            "properties": { "type": "object", "additionalProperties": false, "properties": {
              "count": { "type": "integer", "minimum": 1, "maximum": 10 },
              "share": { "type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1 },
              "slots": { "type": "integer", "multipleOf": 4, "not": { "const": 8 } },
              "mode": { "type": "string", "enum": ["fast", "safe"] },
              "level": { "type": "string", "enum": ["LOW", "HIGH"], "x-iac-equal": "caseInsensitive" },
              "label": { "type": "string", "minLength": 2, "maxLength": 6 },
              "code": { "type": "string", "pattern": "^[a-z]+$" },
              "address": { "type": "string", "format": "ipv4" },
              "server": { "type": "string", "format": "uuid" },
              "ports": { "type": "array", "items": { "type": "integer", "maximum": 65535 } },
              "colours": { "type": "object", "additionalProperties": { "type": "string", "pattern": "^[a-z]+$" } },
              "password": { "type": "string", "minLength": 8, "x-iac-sensitive": true },
              "rules": { "type": "array", "items": { "type": "object", "additionalProperties": false, "properties": {
                "port": { "type": "integer", "maximum": 65535, "x-iac-aliases": ["dport"] }, "site": { "type": "string", "x-iac-ref": "lab:net:site#id" } } } },
              "health": { "type": "object", "additionalProperties": false, "properties": { "path": { "type": "string", "pattern": "^/" } } },
              "tags": { "type": "object", "additionalProperties": { "type": "string" } },
              "parent": { "type": "string", "x-iac-ref": "lab:net:site#id" },
              "peers": { "type": "array", "items": { "type": "string", "x-iac-ref": "lab:net:site#id" } },
              "device": { "type": "string", "x-iac-ref": "lab:net:site#id", "x-iac-ref-or-text": true },
              "extra": { "type": "object" } } },
            "outputs": { "type": "object", "properties": {
              "id": { "type": "string" }, "zone": { "type": "string" }, "size": { "type": "integer" }, "secret": { "type": "string", "x-iac-sensitive": true },
              "addresses": { "type": "array", "items": { "type": "string" } }, "about": { "type": "object" } } } },
          { "type": "lab:files:note", "version": 1, "title": "Note", "description": "A note.", "identity": ["id"],
            "properties": { "type": "object", "additionalProperties": false, "oneOf": [ { "required": ["text"] }, { "required": ["url"] } ],
              "allOf": [ { "not": { "required": ["left", "right"] } } ], "dependentRequired": { "user": ["group"] }, "properties": {
              "text": { "type": "string", "x-iac-aliases": ["body"] }, "url": { "type": "string" }, "left": { "type": "string" }, "right": { "type": "string" },
              "user": { "type": "string" }, "group": { "type": "string", "x-iac-aliases": ["team"] } } },
            "outputs": { "type": "object", "properties": { "id": { "type": "string" } } } },
          { "type": "lab:net:box", "version": 1, "title": "Box", "description": "A box.", "identity": ["id"],
            "properties": { "type": "object", "additionalProperties": false, "properties": { "site": { "type": "string", "x-iac-ref": "lab:net:site#id" } } },
            "outputs": { "type": "object", "properties": { "id": { "type": "string" } } } } ] }
        """;

    // Of all of the platform each test would take twice as long.
    private static readonly string[] Used =
    [
        "System.Private.CoreLib", "System.Runtime", "System.Collections", "System.Linq", "System.Linq.Expressions", "System.Console", "System.Private.Uri", "System.Net.Primitives",
        "System.Net.NameResolution", "System.Net.Http", "System.Net.Sockets", "System.Text.RegularExpressions", "System.Memory", "System.Security.Cryptography",
    ];

    public static MetadataReference[] Platform { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Used.Contains(Path.GetFileNameWithoutExtension(p))).Select(p => MetadataReference.CreateFromFile(p)),
        MetadataReference.CreateFromFile(typeof(Dsl.Resource).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Schemas.Data.Datum).Assembly.Location),
    ];

    /// <summary>The assembly of the classes.</summary>
    public static byte[] Image { get; } = Compiled();

    public static MetadataReference Classes { get; } = MetadataReference.CreateFromImage(Image);

    public static IEnumerable<MetadataReference> All => [.. Platform, Classes];

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp14);

    private static byte[] Compiled()
    {
        var sources = Directory.GetFiles(Repository.Path("schemas"), "*.mcp.json").Select(p => new SnapshotSource(p, File.ReadAllText(p))).Append(new SnapshotSource("lab.mcp.json", Lab));
        var (catalog, diagnostics) = CatalogLoader.Load([.. sources]);
        Assert.Empty(diagnostics);
        var trees = BindingsWriter.Write(catalog).Select(f => CSharpSyntaxTree.ParseText(f.Source, ParseOptions));
        var compilation = CSharpCompilation.Create("McpIac.Bindings", trees, Platform, new(OutputKind.DynamicallyLinkedLibrary));
        using var stream = new MemoryStream();
        Assert.Empty(compilation.Emit(stream).Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error));
        return stream.ToArray();
    }
}
