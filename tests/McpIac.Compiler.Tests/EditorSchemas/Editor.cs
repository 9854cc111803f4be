using System.Text.Json;
using Json.Schema;
using McpIac.Compiler.Documents;
using McpIac.Compiler.EditorSchemas;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Compiler.Tests.EditorSchemas;

/// <summary>A catalog's schema, as an editor would use it: by a library that is not ours.</summary>
internal sealed class Editor(Catalog catalog)
{
    private readonly JsonSchema schema = JsonSchema.FromText(DocumentSchema.Write(catalog).ToString(), new BuildOptions { Dialect = Dialect.Draft202012 });

    /// <summary>Where a YAML document is wrong, JSON pointers in their order.</summary>
    public IReadOnlyList<string> Wrong(string yaml) =>
    [
        .. Documents(yaml).SelectMany(d => schema.Evaluate(d, new EvaluationOptions { OutputFormat = OutputFormat.List }).Details ?? [])
            .Where(d => !d.IsValid && d.Errors is { Count: > 0 } && !d.EvaluationPath.ToString().Contains("/if/", StringComparison.Ordinal))
            .Select(d => d.InstanceLocation.ToString()).Distinct().Order(StringComparer.Ordinal),
    ];

    public bool Takes(string yaml) => Documents(yaml).All(d => schema.Evaluate(d).IsValid);

    private static IEnumerable<JsonElement> Documents(string yaml)
    {
        var findings = new Findings();
        var documents = YamlReader.Read(new SourceText("infra.yaml", yaml), findings);
        Assert.Empty(findings);
        return documents.Select(d => JsonDocument.Parse(d.ToDatum().ToString()).RootElement);
    }
}
