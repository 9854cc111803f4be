using McpIac.Schemas.Bindings;
using McpIac.Schemas.Snapshots;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpIac.Generators.Tests;

/// <summary>Snapshots that mean harm (tests/data/hostile, and what would be too large to keep) become classes or diagnostics, and nothing else.</summary>
public sealed class HostileSnapshotTests
{
    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "tests/data/hostile"), "*.json").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void File_GivesTheClassesOfItsTools_AndWarnings(string file) =>
        OnlyItsClasses(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "tests/data/hostile", file)));

    [Fact]
    public void FiveMegabytesOfSchema_AreClasses()
    {
        var filler = new string('x', 1_000);
        var properties = string.Join(",", Enumerable.Range(0, 5_000).Select(i => $$"""
            "p{{i}}": { "type": "object", "description": "{{filler}}", "properties": { "a": { "type": "string" }, "b": { "type": "array", "items": { "type": "object", "properties": { "c": { "type": "integer" } } } } } }
            """));

        OnlyItsClasses($$"""{ "tools": [ { "name": "huge", "inputSchema": { "type": "object", "properties": { {{properties}} } } }, { "name": "small" } ] }""");
    }

    [Fact]
    public void TenThousandProperties_AreOneClass()
    {
        var properties = string.Join(",", Enumerable.Range(0, 5_000).Select(i => $$""" "p{{i}}": { "type": "string" }, "x{{new string('-', i % 50 + 1)}}y{{new string('.', i / 50)}}": { "type": "integer" } """));
        var required = string.Join(",", Enumerable.Range(0, 5_000).Select(i => $"\"p{i}\""));

        OnlyItsClasses($$"""{ "tools": [ { "name": "many", "inputSchema": { "type": "object", "properties": { {{properties}} }, "required": [ {{required}} ] } } ] }""");
    }

    [Fact]
    public void TenThousandBadTools_AreDiagnostics_AndTheGoodOneIsAClass() =>
        OnlyItsClasses($$"""{ "tools": [ {{string.Concat(Enumerable.Repeat("""{ "name": 7, "inputSchema": [] },""", 10_000))}} { "name": "good" } ] }""");

    [Fact]
    public void ManyToolsAboutOneNoun_AreOneResourceAndActions() =>
        OnlyItsClasses($$"""{ "tools": [ {{string.Join(",", Enumerable.Range(0, 300).SelectMany(i => new[] { "create", "delete", "update" }.Select(v => $$"""{ "name": "{{v}}{{new string('_', i % 25 + 1)}}disk{{new string('-', i / 25)}}", "inputSchema": { "properties": { "id": { "type": "string" } }, "required": [ "id" ] } }""")))}} ] }""");

    private static void OnlyItsClasses(string content)
    {
        var types = SnapshotReader.Read(new SnapshotSource("evil.mcp.json", content)).Types;
        var generation = new Generation(("evil.mcp.json", content));

        Assert.NotEmpty(types);
        Assert.Null(generation.Result.Exception);
        Assert.All(generation.Diagnostics, d => Assert.Matches("^MCI60(08|09|12|13|14|15) ", d));
        Assert.Empty(generation.CompilerDiagnostics);
        var classes = generation.Result.GeneratedSources.SelectMany(s => s.SyntaxTree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<BaseTypeDeclarationSyntax>()).ToArray();
        Assert.Equal(TypeNames.Of(types.Select(t => t.Token)).Values.Select(n => n.Class).Order(StringComparer.Ordinal),
            classes.Where(c => c.Parent is BaseNamespaceDeclarationSyntax).Select(c => c.Identifier.ValueText).Order(StringComparer.Ordinal));
        Assert.All(classes.Where(c => c.Parent is not BaseNamespaceDeclarationSyntax),
            c => Assert.True(c.BaseList?.ToString() == ": global::McpIac.Dsl.NestedObject" || c.Modifiers.ToString() == "public static", c.Identifier.ValueText));
    }
}
