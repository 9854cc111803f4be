using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using McpIac.Compiler.Documents;
using McpIac.Compiler.Programs;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Tests.Documents;

/// <summary>The YAML of the documentation is what it says: pages' examples yield their diagnostics, the format's page a deployment.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Root = typeof(DocumentationTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "RepositoryRoot").Value!;

    public static TheoryData<string> Pages => [.. Directory.GetFiles(Path.Combine(Root, "docs", "diagnostics"), "MCI12??.md").Select(f => Path.GetFileNameWithoutExtension(f)).Where(f => string.CompareOrdinal(f, "MCI1250") < 0)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void APagesExample_YieldsItsDiagnostic(string id)
    {
        var page = File.ReadAllText(Path.Combine(Root, "docs", "diagnostics", $"{id}.md")).ReplaceLineEndings("\n");
        var example = Example().Match(page);
        var problem = Assert.Single(Problems(example.Groups[1].Value));
        var place = problem.Place!;
        var excerpt = example.Groups[1].Value.Split('\n')[place.Line - 1];
        var under = new string('^', (place.EndLine == place.Line ? place.EndColumn : excerpt.TrimEnd().Length + 1) - place.Column);
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"""
            infra.yaml({place.Line},{place.Column}): error {id}: {problem.Message}
            {place.Line,5} | {excerpt}
                  | {new string(' ', place.Column - 1)}{under}
              help: {problem.Remedy}

            """).ReplaceLineEndings("\n"), example.Groups[2].Value);
    }

    [Fact]
    public void TheFormatsFirstExample_IsADeployment() =>
        Assert.Empty(Problems(Block().Match(File.ReadAllText(Path.Combine(Root, "docs", "yaml.md")).ReplaceLineEndings("\n")).Groups[1].Value));

    [Fact]
    public void TheFormatsPage_NamesEachField()
    {
        var page = File.ReadAllText(Path.Combine(Root, "docs", "yaml.md"));
        Assert.All(["name", "description", "parameters", "resources", "outputs", .. ResourceExpansion.Fields], f => Assert.Contains($"| `{f}` |", page, StringComparison.Ordinal));
    }

    private static IReadOnlyList<Diagnostic> Problems(string yaml)
    {
        var program = DocumentFrontEnd.Read(new SourceText("infra.yaml", yaml), "test", new Dictionary<string, Dsl.Parameters.GivenParameter>(), DocumentFiles.OfDisk);
        if (program.Deployment is null || program.Diagnostics.Count > 0) return program.Diagnostics;
        return Compiler.Binding.Binder.Bind(program.Deployment, ProgramCompiler.LoadCatalog(Path.Combine(Root, "schemas")).Catalog, program.Map).Diagnostics;
    }

    [GeneratedRegex("## Example\n```yaml\n(.*?)```\n```\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
