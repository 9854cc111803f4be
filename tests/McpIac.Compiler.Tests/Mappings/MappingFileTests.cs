using McpIac.Compiler.Mappings;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Snapshots;

namespace McpIac.Compiler.Tests.Mappings;

/// <summary>A mapping refines what the tools' names say, and what is wrong with it is said at its place.</summary>
public sealed class MappingFileTests
{
    private const string Tools = """
        { "tools": [
          { "name": "create_book", "inputSchema": { "type": "object", "properties": { "title": { "type": "string" }, "pages": { "type": "integer" }, "pin": { "type": "string" } }, "required": ["title"] } },
          { "name": "delete_book", "inputSchema": { "type": "object", "properties": { "title": { "type": "string" } }, "required": ["title"] } },
          { "name": "look_up", "annotations": { "readOnlyHint": true }, "inputSchema": { "type": "object", "properties": { "titles": { "type": "array", "items": { "type": "string" } } }, "required": ["titles"] } },
          { "name": "manage_shelf", "inputSchema": { "type": "object", "properties": { "operation": { "enum": ["add", "drop", "show", "set"] }, "shelf": { "type": "string" }, "width": { "type": "number" } }, "required": ["operation"] } }
        ] }
        """;

    [Fact]
    public void ARead_IsAddedToWhatNamesSay()
    {
        var type = Type("box:book", """
            types:
              book: { secret: [pin], writeOnly: [pin], settle: PT20S, read: { tool: look_up, arguments: { titles: [title] }, result: { rows: /books, members: { pages: /size } } } }
            """);
        Assert.Equal(["Create create_book", "Read look_up", "Delete delete_book"], type.Tools.Select(t => $"{t.Role} {t.Name}"));
        Assert.Equal(new ToolArgument("titles", "title", AsList: true), Assert.Single(type.Tools[1].Arguments));
        Assert.Equal(("/books", "pages=/size"), (type.Tools[1].Result.Rows, string.Join(' ', type.Tools[1].Result.Members.Select(m => $"{m.Key}={m.Value}"))));
        Assert.True(type.Properties.Member("pin")!.Shape is { Sensitive: true, WriteOnly: true });
        Assert.True(type.Properties.Member("pages")!.Shape.Immutable);
        Assert.Equal("PT20S", type.Raw["settle"]!.AsText());
    }

    [Fact]
    public void AToolThatDoesSeveralThings_BecomesAType_AndStaysAnAction()
    {
        var types = Types("""
            types:
              shelf:
                identity: [shelf]
                create: { tool: manage_shelf, fixed: { operation: add } }
                read: { tool: manage_shelf, fixed: { operation: show }, arguments: { width: null } }
                update: { tool: manage_shelf, fixed: { operation: set } }
                delete: { tool: manage_shelf, fixed: { operation: drop }, arguments: { width: null, shelf: "shelf-${shelf}" } }
            """);
        var shelf = types.Single(t => t.Token == "box:shelf");
        Assert.Equal(["shelf True", "width False"], shelf.Properties.Members.Select(m => $"{m.Name} {m.Shape.Immutable}"));
        Assert.Equal(["shelf"], shelf.NaturalKeys[0]);
        Assert.True(shelf.CanUpdate);
        Assert.Equal(("shelf-${shelf}", """{"operation":"drop"}"""), (shelf.Tools[^1].Computed[0].Value, $"{shelf.Tools[^1].Fixed}"));
        Assert.Equal(["box:actions:manage_shelf", "box:book", "box:data:look_up", "box:shelf"], types.Select(t => t.Token).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Pages_AreKeptInTheSnapshot()
    {
        string list = "list: { tool: manage_shelf, fixed: { operation: show }, page: { argument: width, start: 0, by: rows, size: 50, most: 500 } }";
        var type = Type("box:shelf", $"types: {{ shelf: {{ identity: [shelf], create: {{ tool: manage_shelf, fixed: {{ operation: add }} }}, {list} }} }}");
        var tool = type.Tools.Single(t => t.Role == ToolRole.List);
        Assert.Equal(new ToolPages("width") { Start = 0, CountsRows = true, Size = 50, Most = 500 }, tool.Pages);
        Assert.DoesNotContain(tool.Arguments, a => a.Name == "width");
    }

    [Fact]
    public void OutputsOfADataSource_NeedNothingElse()
    {
        var type = Type("box:data:look_up", "data: { look_up: { outputs: { result: { type: array, items: { type: object, properties: { title: { type: string } } } } } } }");
        Assert.Equal((ShapeKind.Text, "titles"), (type.Outputs.Member("result")!.Shape.Element!.Member("title")!.Shape.Kind, Assert.Single(type.Tools[0].Arguments).Member));
        Assert.True(type.Properties.Members[0].Required);
    }

    [Fact]
    public void WhatIsWrittenIntoASnapshot_ReadsBackTheSame()
    {
        var (snapshot, problems) = MappingFile.Refine(Snapshot(), "box.map.yaml", "types: { book: { read: { tool: look_up, arguments: { titles: [title] }, result: { from: [text, 'regex:(?<pages>x+)'], absent: { error: true, empty: false, text: gone }, failure: ^Error, until: '${row.ok}' } } } }");
        Assert.Empty(problems);
        var read = SnapshotReader.Read(new SnapshotSource("box.mcp.json", SnapshotWriter.Write(snapshot!)));
        Assert.Empty(read.Diagnostics);
        var result = read.Types.Single(t => t.Token == "box:book").Tools.Single(t => t.Role == ToolRole.Read).Result;
        Assert.Equal(("text regex:(?<pages>x+)", "^Error", "${row.ok}", new ToolAbsence { AnyError = true, Empty = false, Text = "gone" }), (string.Join(' ', result.From), result.Failure, result.Until, result.Absent));
    }

    [Theory]
    [InlineData("MCI6511", "types: { book: { read: [|look_upp|] } }")]
    [InlineData("MCI6511", "types: { book: { read: { tool: [|nothing|] } } }")]
    [InlineData("MCI6512", "types: { book: { secret: [[|pinn|]] } }")]
    [InlineData("MCI6512", "types: { book: { properties: [title, [|colour|]] } }")]
    [InlineData("MCI6512", "types: { book: { identity: [[|isbn|]] } }")]
    [InlineData("MCI6512", "types: { book: { read: { tool: look_up, arguments: { titles: [[|name|]] } } } }")]
    [InlineData("MCI6512", "types: { book: { read: { tool: look_up, arguments: { titles: '[|${name}|]' } } } }")]
    [InlineData("MCI6513", "types: { book: { read: { tool: look_up, arguments: { [|names|]: [title], titles: [title] } } } }")]
    [InlineData("MCI6514", "types: { shelf: { identity: [shelf], create: manage_shelf, [|delete|]: { tool: look_up } } }")]
    [InlineData("MCI6515", "types: { [|shelf|]: { create: manage_shelf } }")]
    [InlineData("MCI6516", "types: { book: { read: { tool: look_up, arguments: { titles: [title] }, result: { rows: [|books|] } } } }")]
    [InlineData("MCI6516", "types: { book: { read: { tool: look_up, arguments: { titles: [title] }, result: '[|regex:(|]' } } }")]
    [InlineData("MCI6516", "types: { book: { read: { tool: look_up, arguments: { titles: [title] }, result: [|xpath|] } } }")]
    [InlineData("MCI6516", "types: { book: { read: { tool: look_up, arguments: { titles: '${title +[||]}' } } } }")]
    [InlineData("MCI6513", "types: { book: { list: { tool: look_up, arguments: { titles: [title] }, page: { argument: [|cursor|] } } } }")]
    [InlineData("MCI6513", "types: { book: { list: { tool: look_up, arguments: { titles: [title] }, page: [|cursor|] } } }")]
    [InlineData("MCI6516", "types: { shelf: { identity: [shelf], create: manage_shelf, list: { tool: manage_shelf, page: { argument: width, from: [|next|] } } } }")]
    [InlineData("MCI6519", "types: { shelf: { identity: [shelf], create: { tool: manage_shelf, [|page|]: width } } }")]
    [InlineData("MCI6519", "types: { shelf: { identity: [shelf], create: manage_shelf, list: { tool: manage_shelf, page: { argument: width, [|size|]: 10 } } } }")]
    [InlineData("MCI6519", "types: { shelf: { identity: [shelf], create: manage_shelf, list: { tool: manage_shelf, page: { argument: width, start: [|first|] } } } }")]
    [InlineData("MCI6519", "types: { shelf: { identity: [shelf], create: manage_shelf, list: { tool: manage_shelf, page: { argument: width, start: 1, by: [|objects|] } } } }")]
    [InlineData("MCI6517", "types: { [|pen|]: { identity: [colour] } }")]
    [InlineData("MCI6520", "types: { book: { outputs: { size: [|strng|] } } }")]
    [InlineData("MCI6520", "types: { book: { outputs: { size: [|5|] } } }")]
    [InlineData("MCI6520", "types: { book: { schemas: { pages: [|{ type: integer, minimum: many }|] } } }")]
    [InlineData("MCI6520", "types: { book: { identity: [title, [|title|]] } }")]
    [InlineData("MCI6520", "types: { book: { identity: [|[]|] } }")]
    [InlineData("MCI1202", "types: { book: { identity: [[|5|]] } }")]
    [InlineData("MCI6520", "types: { [|''|]: { identity: [title], create: create_book } }")]
    [InlineData("MCI6520", "types: { shelf: { identity: [shelf], create: { tool: manage_shelf, fixed: { operation: [|ad|] } } } }")]
    [InlineData("MCI6520", "types: { shelf: { identity: [shelf], create: { tool: manage_shelf, fixed: { operation: add, width: [|wide|] } } } }")]
    [InlineData("MCI6513", "types: { shelf: { identity: [shelf], create: { tool: manage_shelf, fixed: { [|operatoin|]: add } } } }")]
    [InlineData("MCI6513", "types: { book: { create: { tool: create_book, wrap: [|'entities[]'|] } } }")]
    [InlineData("MCI6514", "types: { book: { properties: [[|pages|]] } }")]
    [InlineData("MCI6517", "actions: { [|send|]: { undo: create_book } }")]
    [InlineData("MCI1202", "types: { book: { read: { tool: look_up, arguments: { titles: [title] }, result: { members: { pages: [|5|] } } } } }")]
    [InlineData("MCI1202", "types: { book: { read: { tool: look_up, arguments: { titles: [title] }, result: { rows: [|5|] } } } }")]
    [InlineData("MCI6516", "types: { book: { read: { tool: look_up, arguments: { titles: [title] }, result: { rows: [|/a~2b|] } } } }")]
    [InlineData("MCI6516", "types: { book: { read: { tool: look_up, arguments: { titles: [title] }, result: { from: [auto, [|/a~|]] } } } }")]
    [InlineData("MCI6516", "types: { book: { read: { tool: look_up, arguments: { titles: [title] }, result: { until: [|ready|] } } } }")]
    [InlineData("MCI6512", "types: { book: { read: { tool: look_up, arguments: { titles: [title] }, result: { until: '[|${rwo.x == 1}|]' } } } }")]
    [InlineData("MCI6512", "types: { book: { read: { tool: look_up, arguments: { titles: [title] }, result: { absent: { when: '[|${rwo.x}|]' } } } } }")]
    [InlineData("MCI6512", "types: { book: { read: { tool: look_up, arguments: { titles: [title] }, result: { members: { pages: '[|${title}|]' } } } } }")]
    [InlineData("MCI1203", "types: { book: { [|raed|]: look_up } }")]
    public void AMistake_IsReportedAtItsPlace(string id, string marked)
    {
        var start = marked.IndexOf("[|", StringComparison.Ordinal);
        var length = marked.IndexOf("|]", StringComparison.Ordinal) - start - 2;
        var text = marked.Remove(start + length + 2, 2).Remove(start, 2);
        var (snapshot, problems) = MappingFile.Refine(Snapshot(), "box.map.yaml", text);
        Assert.Null(snapshot);
        var problem = problems[0];
        Assert.Equal((id, 1), (problem.Id, problem.Place!.Line));
        if (length > 0) Assert.Contains(text.Substring(start, length).Trim('\''), text[(problem.Place.Column - 1)..(problem.Place.EndColumn - 1)], StringComparison.Ordinal);
        Assert.NotNull(problem.Remedy);
    }

    [Fact]
    public void AMemberThatIsNearlyCalledAsAProperty_IsWarnedOf()
    {
        const string read = "read: { tool: look_up, arguments: { titles: [title] }, result: { members: { pagess: /size, isbn: /isbn } } }";
        var (snapshot, problems) = Refined($"types: {{ book: {{ {read} }} }}");
        Assert.NotNull(snapshot);
        Assert.Equal(("MCI6521", "book has no pagess, so an output is made of it."), (Assert.Single(problems).Id, problems[0].Message));
        Assert.Empty(Refined($"types: {{ book: {{ outputs: {{ pagess: integer }}, {read} }} }}").Problems);
    }

    [Fact]
    public void AServerOfTheStandard_NeedsNoMapping() => Assert.Equal("MCI6518",
        MappingFile.Refine(Snapshot() with { Types = [DatumReader.Read("""{ "type": "box:net:cable" }""").Value!] }, "box.map.yaml", "types: {}").Problems.Single().Id);

    [Fact]
    public void AMappingThatWasNotTakenOver_IsMCI6510()
    {
        var folder = Directory.CreateTempSubdirectory("mciacc-map-").FullName;
        try
        {
            var file = Path.Combine(folder, "box.mcp.json");
            File.WriteAllText(Path.Combine(folder, "box.map.yaml"), "types: { book: { secret: [pin] } }\n");
            File.WriteAllText(file, SnapshotWriter.Write(Snapshot()));
            Assert.Equal("MCI6510", Assert.Single(McpIac.Compiler.Programs.ProgramCompiler.LoadCatalog(folder).Diagnostics).Id);

            File.WriteAllText(file, SnapshotWriter.Write(MappingFile.Refine(Snapshot(), file).Snapshot!));
            Assert.Empty(McpIac.Compiler.Programs.ProgramCompiler.LoadCatalog(folder).Diagnostics);

            File.Delete(Path.Combine(folder, "box.map.yaml"));
            Assert.Empty(MappingFile.Refine(SnapshotReader.Read(new SnapshotSource(file, File.ReadAllText(file))).Snapshot!, file).Snapshot!.Types);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The snapshot of a server of books with a mapping.</summary>
    internal static (Snapshot? Snapshot, IReadOnlyList<McpIac.Schemas.Diagnostics.Diagnostic> Problems) Refined(string mapping) => MappingFile.Refine(Snapshot(), "box.map.yaml", mapping);

    private static Snapshot Snapshot() => SnapshotReader.Read(new SnapshotSource("box.mcp.json", Tools)).Snapshot!;

    private static ResourceType Type(string token, string mapping) => Types(mapping).Single(t => t.Token == token);

    private static IReadOnlyList<ResourceType> Types(string mapping)
    {
        var (snapshot, problems) = MappingFile.Refine(Snapshot(), "box.map.yaml", mapping);
        Assert.Empty(problems);
        return SnapshotReader.Read(new SnapshotSource("box.mcp.json", SnapshotWriter.Write(snapshot!))).Types;
    }
}
