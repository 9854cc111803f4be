using McpIac.Schemas.Bindings;
using McpIac.Schemas.Snapshots;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpIac.Generators.Tests;

public sealed class BindingsGeneratorTests
{
    private const string Box = """
        { "mciacc": 1, "provider": "box", "types": [
          { "type": "box:a", "properties": { "type": "object", "properties": { "size": { "type": "integer" } } } },
          { "type": "box:b", "properties": { "type": "object", "properties": { "size": { "type": "integer" } } } } ] }
        """;

    private const string Plain = """
        { "tools": [
          { "name": "create_disk", "inputSchema": { "properties": { "id": { "type": "string" } }, "required": ["id"] } },
          { "name": "delete_disk", "inputSchema": { "properties": { "id": { "type": ["string"] } }, "required": ["id"] } },
          { "name": "find_disks" },
          { "name": "format" }
        ] }
        """;

    private const string Crate = """{ "mciacc": 1, "provider": "crate", "types": [ { "type": "crate:c" } ] }""";

    [Fact]
    public void Snapshots_BecomeOneFileAType_ThatCompiles()
    {
        var generation = new Generation(("box.mcp.json", Box), ("crate.mcp.json", Crate), ("notes.json", "not ours"));

        Assert.Equal(["Box.A.g.cs", "Box.B.g.cs", "Crate.C.g.cs"], generation.HintNames);
        Assert.Empty(generation.Diagnostics);
        Assert.Empty(generation.CompilerDiagnostics);
    }

    [Fact]
    public void CommittedSnapshots_GiveWhatTheWriterWrites()
    {
        var files = Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "schemas"), "*.mcp.json").Order(StringComparer.Ordinal).ToArray();
        var generation = new Generation([.. files.Select(f => (f, (string?)File.ReadAllText(f)))]);

        var expected = BindingsWriter.Write(CatalogLoader.Load(files.Select(f => new SnapshotSource(f, File.ReadAllText(f)))).Catalog);
        Assert.Equal(expected.Select(f => (f.HintName, f.Source)).Order(), generation.Result.GeneratedSources.Select(s => (s.HintName, s.SourceText.ToString())).Order());
        Assert.Empty(generation.Diagnostics);
        Assert.Empty(generation.CompilerDiagnostics);
    }

    [Fact]
    public void EditOfTheProgram_RunsNoStepAgain()
    {
        var generation = new Generation(("box.mcp.json", Box), ("crate.mcp.json", Crate));

        generation.EditSource("class B { }");

        foreach (var step in new[] { Steps.Snapshots, Steps.Surplus, Steps.Types, Steps.Names, Steps.NamedTypes, Steps.Files })
            Assert.All(generation.Reasons(step), r => Assert.Equal(IncrementalStepRunReason.Cached, r));
    }

    [Fact]
    public void EditOfOneType_WritesOnlyItsFileAgain()
    {
        var generation = new Generation(("box.mcp.json", Box), ("crate.mcp.json", Crate));

        generation.EditSnapshot("box.mcp.json", Box.Replace("""box:b", "properties": { "type": "object", "properties": { "size""", """box:b", "properties": { "type": "object", "properties": { "length"""));

        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], generation.Reasons(Steps.Snapshots));
        Assert.Equal([IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], generation.Reasons(Steps.Types));
        Assert.Equal([IncrementalStepRunReason.Unchanged], generation.Reasons(Steps.Names).Select(Settled));
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], generation.Reasons(Steps.Files));
        Assert.Contains("Length", generation.Result.GeneratedSources.Single(s => s.HintName == "Box.B.g.cs").SourceText.ToString());
    }

    [Fact]
    public void EditOfTheProgram_RunsNoStepAgain_OfAPlainServerEither()
    {
        var generation = new Generation(("plain.mcp.json", Plain), ("crate.mcp.json", Crate));

        generation.EditSource("class B { }");

        foreach (var step in new[] { Steps.Snapshots, Steps.Surplus, Steps.Types, Steps.Names, Steps.NamedTypes, Steps.Files })
            Assert.All(generation.Reasons(step), r => Assert.Equal(IncrementalStepRunReason.Cached, r));
    }

    [Theory]
    [InlineData("\"id\": { \"type\": \"string\" }", "\"id\": { \"type\": \"integer\" }", "Plain.Disk.g.cs")]
    [InlineData("\"find_disks\"", "\"find_disks\", \"description\": \"Finds.\"", "Plain.Data.FindDisks.g.cs")]
    [InlineData("\"format\"", "\"format\", \"annotations\": { \"title\": \"Format\" }, \"description\": \"Formats.\"", "Plain.Actions.Format.g.cs")]
    public void EditOfOneTool_WritesOnlyItsTypesFileAgain(string before, string after, string file)
    {
        var generation = new Generation(("plain.mcp.json", Plain), ("crate.mcp.json", Crate));
        Assert.Equal(["Crate.C.g.cs", "Plain.Actions.Format.g.cs", "Plain.Data.FindDisks.g.cs", "Plain.Disk.g.cs"], generation.HintNames);

        generation.EditSnapshot("plain.mcp.json", Plain.Replace(before, after));

        Assert.Equal([IncrementalStepRunReason.Unchanged], generation.Reasons(Steps.Names).Select(Settled));
        Assert.Equal(1, generation.Reasons(Steps.Types).Count(r => r == IncrementalStepRunReason.Modified));
        Assert.Equal([file], generation.Outputs<GeneratedFile>(Steps.Files).Where(f => f.Reason == IncrementalStepRunReason.Modified).Select(f => f.Value.HintName));
        Assert.Equal(3, generation.Reasons(Steps.Files).Count(r => r == IncrementalStepRunReason.Cached));
    }

    [Fact]
    public void ToolsInAnotherOrder_WriteNothingAgain()
    {
        var generation = new Generation(("plain.mcp.json", Plain));

        generation.EditSnapshot("plain.mcp.json", """{ "tools": [ """ + string.Join(",", Plain.Split('\n')[1..^1].Reverse().Select(l => l.Trim().TrimEnd(','))) + " ] }");

        Assert.All(generation.Reasons(Steps.Types), r => Assert.Equal(IncrementalStepRunReason.Unchanged, Settled(r)));
        Assert.All(generation.Reasons(Steps.Files), r => Assert.Equal(IncrementalStepRunReason.Cached, r));
    }

    [Fact]
    public void EditOfASnapshotsLayout_WritesNothingAgain()
    {
        var generation = new Generation(("box.mcp.json", Box));

        generation.EditSnapshot("box.mcp.json", Box.Replace("\n", "\n\n   "));

        Assert.Equal([IncrementalStepRunReason.Unchanged], generation.Reasons(Steps.Snapshots));
        Assert.All(generation.Reasons(Steps.Files), r => Assert.Equal(IncrementalStepRunReason.Cached, r));
    }

    [Fact]
    public void NewType_ThatClashesWithAName_RenamesAndLeavesTheRest()
    {
        var generation = new Generation(("box.mcp.json", Box), ("crate.mcp.json", Crate));

        generation.EditSnapshot("crate.mcp.json", """{ "mciacc": 1, "provider": "crate", "types": [ { "type": "crate:c" }, { "type": "crate:c:d" } ] }""");

        Assert.Equal(["Box.A.g.cs", "Box.B.g.cs", "Crate.C.D.g.cs", "Crate.CResource.g.cs"], generation.HintNames);
        Assert.Empty(generation.CompilerDiagnostics);
    }

    [Fact]
    public void BadSnapshots_AreDiagnosticsAtTheirPlace_AndTheRestIsGenerated()
    {
        var generation = new Generation(("a.mcp.json", "{ nonsense"), ("b.mcp.json", null), ("box.mcp.json", Box), ("box2.mcp.json", Box), ("crate.mcp.json", """
            { "mciacc": 1, "provider": "crate", "types": [
              { "type": "crate:good" },
              { "type": "other:bad" } ] }
            """));

        Assert.Equal(
            [
                "MCI6001 a.mcp.json(0,2) The snapshot is no valid JSON: a member's name in double quotes should be here, not 'n'. Pull it again with 'mciacc provider add', or restore it from version control.",
                "MCI6005 box2.mcp.json(0,0) The provider 'box' has a snapshot already, box.mcp.json, which is used instead of this one. Delete one of the two files.",
                "MCI6006 crate.mcp.json(2,4) The type 'other:bad' doesn't belong to the provider 'crate': a token begins with the name of its provider. Pull the snapshot again under the provider's own name, or mend the token.",
                "MCI9001 b.mcp.json(0,0) The snapshot can't be read, so its types have no classes. See to it that the file exists and is UTF-8 text.",
            ],
            generation.Diagnostics.Order(StringComparer.Ordinal));
        Assert.Equal(["Box.A.g.cs", "Box.B.g.cs", "Crate.Good.g.cs"], generation.HintNames);
        Assert.Null(generation.Result.Exception);
    }

    [Fact]
    public void AnyNames_GiveFilesOfTheirOwn_AndCompile()
    {
        string[] names = ["fooBar", "foobar", "FOOBAR", "foo-bar", "../../etc/passwd", "con", "a\\\"; } class Evil { } //", "\\ufffe", "*/", "名前", "System", "Object", "1", "x:y", "x"];
        var generation = new Generation(("evil.mcp.json", $$"""
            { "mciacc": 1, "provider": "evil", "types": [ {{string.Join(",", names.Select(n => $$"""{ "type": "evil:{{n}}", "description": "{{n}}" }"""))}} ] }
            """));

        Assert.Empty(generation.Diagnostics);
        Assert.Equal(names.Length, generation.HintNames.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Empty(generation.CompilerDiagnostics);
        Assert.Equal(names.Length, generation.Result.GeneratedSources.Sum(s => s.SyntaxTree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<ClassDeclarationSyntax>().Count()));
    }

    [Fact]
    public void FaultOfTheGenerator_IsADiagnostic_AndNotACrash()
    {
        var problem = Problems.Failed("box.mcp.json", "box:a", new InvalidOperationException("oops"));

        Assert.Equal(("MCI9002", "Writing the classes of box:a failed, which is a fault of the generator: InvalidOperationException: oops"), (problem.Id, problem.Message));
    }

    // A step whose inputs were re-collected and gave the same is "Unchanged"; one whose inputs were the same is "Cached". Both are good.
    private static IncrementalStepRunReason Settled(IncrementalStepRunReason reason) =>
        reason == IncrementalStepRunReason.Cached ? IncrementalStepRunReason.Unchanged : reason;
}
