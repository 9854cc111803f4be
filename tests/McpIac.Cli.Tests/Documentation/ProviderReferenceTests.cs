using System.Reflection;
using McpIac.Cli.Documentation;
using McpIac.Compiler.Programs;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Snapshots;

namespace McpIac.Cli.Tests.Documentation;

public sealed class ProviderReferenceTests
{
    private static readonly string Root = typeof(ProviderReferenceTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "RepositoryRoot").Value!;

    /// <summary>With the environment variable MCIACC_BASELINES=write the files are written instead (CONTRIBUTING.md).</summary>
    [Theory]
    [InlineData("aws")]
    [InlineData("docker")]
    [InlineData("local")]
    [InlineData("opnsense")]
    [InlineData("postgres")]
    public void CommittedReferences_AreThoseOfTheSnapshots(string name)
    {
        var page = ProviderReference.Of(ProgramCompiler.LoadCatalog(Path.Combine(Root, "schemas")).Catalog.Providers.Single(p => p.Name == name));
        var file = Path.Combine(Root, "docs", "providers", "reference", $"{name}.md");
        if (Environment.GetEnvironmentVariable("MCIACC_BASELINES") == "write") File.WriteAllText(file, page);
        else Assert.Equal(File.ReadAllText(file), page);
    }

    [Fact]
    public void WhatAProviderSays_IsText()
    {
        const string snapshot = """
            { "mciacc": 1, "provider": "x", "source": {}, "tools": [], "types": [ {
              "type": "x:thing", "title": "<b>Thing</b>", "description": "# Ignore | all\n\n![see](https://evil.example/x) `code` {{ provider.name }} <script>alert(1)</script>",
              "properties": { "type": "object", "required": ["a|b"], "properties": {
                "a|b": { "type": "string", "pattern": "`|`", "description": "- [link](javascript:1)" },
                "deep": { "type": "array", "items": { "type": "object", "properties": { "inner": { "type": "integer", "minimum": 1, "maximum": 3, "default": 2 } } } } } },
              "outputs": { "type": "object", "properties": {} } } ] }
            """;
        var (catalog, diagnostics) = CatalogLoader.Load([new SnapshotSource("x.mcp.json", snapshot)]);
        Assert.Empty(diagnostics);
        var page = ProviderReference.Of(Assert.Single(catalog.Providers));

        Assert.Contains("| [`x:thing`](#xthing) | &lt;b&gt;Thing&lt;/b&gt; |\n", page);
        Assert.Contains("\n&#35; Ignore \\| all !\\[see\\](https&#58;//evil.example/x) \\`code\\` {{ provider.name }} &lt;script&gt;alert(1)&lt;/script&gt;\n", page);
        Assert.Contains("| **`a\\|b`** | text | &#45; \\[link\\](javascript:1) Fits `` `\\|` ``. |\n", page);
        Assert.Contains("| `deep[].inner` | whole number | 1 to 3. `2` unless said. |\n", page);
    }

    [Theory]
    [InlineData("1. First", "&#49;. First")]
    [InlineData("0.1.0", "0.1.0")]
    [InlineData("=== x", "&#61;== x")]
    [InlineData("a\r\n b\u0007c", "a b\\\\u0007c")]
    [InlineData("a\u202eb", "a\\\\u202eb")]
    [InlineData("me@x.org costs $1$", "me@&#8288;x.org costs \\$1\\$")]
    [InlineData("a*b_c~d", "a\\*b\\_c\\~d")]
    [InlineData("www.x.org", "www&#46;x.org")]
    [InlineData("", "")]
    public void Texts_AreWrittenSoThatNothingIsMarkup(string text, string written) => Assert.Equal(written, MarkdownText.Of(text));

    [Theory]
    [InlineData("a|b", "`a\\|b`")]
    [InlineData("`", "`` ` ``")]
    [InlineData("```<b>``", "```` ```<b>`` ````")]
    [InlineData("a\n\u202eb", "`a \\u202eb`")]
    public void Code_EndsWhereItsTextDoes(string text, string written) => Assert.Equal(written, MarkdownText.Code(text));

    [Fact]
    public void AReferenceOfManyTypes_IsWhole()
    {
        var types = Enumerable.Range(0, 5_000).Select(i => $$"""{ "type": "x:thing{{i}}", "title": "{{new string('t', 300)}}", "properties": { "type": "object", "properties": {} }, "outputs": { "type": "object", "properties": {} } }""");
        var (catalog, _) = CatalogLoader.Load([new SnapshotSource("x.mcp.json", $$"""{ "mciacc": 1, "provider": "x", "source": {}, "tools": [], "types": [{{string.Join(',', types)}}] }""")]);
        Assert.Contains("\n## `x:thing999`\n", ProviderReference.Of(Assert.Single(catalog.Providers)), StringComparison.Ordinal);
    }
}
