using System.Globalization;
using McpIac.Compiler.Documents;
using McpIac.Compiler.Programs;
using McpIac.Compiler.Tests.Binding;
using McpIac.Dsl.Parameters;
using McpIac.Plans.Binding;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Tests.Documents;

/// <summary>A deployment's document, read and bound against the network catalog.</summary>
internal static class Doc
{
    public static (BoundDeployment? Deployment, IReadOnlyList<Diagnostic> Diagnostics) Bind(string text, string file = "infra.yaml", params (string Name, string Value)[] parameters)
    {
        var program = DocumentFrontEnd.Read(new SourceText(file, text), "test", parameters.ToDictionary(p => p.Name, p => GivenParameter.Of(p.Value)), new DocumentFiles(Imported));
        return ProgramCompiler.Bind(program, NetworkCatalog.Catalog, new Dictionary<string, string> { ["west"] = "net", ["office"] = "mail" });
    }

    /// <summary>The files that documents of tests may import.</summary>
    private static (string?, Diagnostic?) Imported(string path) => Path.GetFileName(path) switch
    {
        "pair.yaml" => ("""
            apiVersion: iac.mcp/v1
            kind: Component
            metadata: { name: Pair }
            spec:
              parameters: { tag: { type: integer, maximum: 4000 }, label: { default: pair } }
              resources:
              - { type: net:core:vlan, name: first, properties: { tag: "${tag}", label: "${label}" } }
              - { type: net:core:route, name: second, properties: { vlan: "${first.id}" } }
              outputs: { id: "${first.id}", gateway: "${second.gateway}" }
            """, null),
        "self.yaml" => ("apiVersion: iac.mcp/v1\nkind: Component\nmetadata: { name: Self }\nspec:\n  imports: { Other: self.yaml }\n  resources: [ { type: Other, name: again } ]", null),
        "deployment.yaml" => ("resources: []", null),
        _ => (null, Diagnostic.Error("MCI1002", $"{Path.GetFileName(path)} doesn't exist.", null)),
    };

    /// <summary>The diagnostics, a line each: <c>line:column-endColumn ID message remedy</c>.</summary>
    public static string Problems(string text, string file = "infra.yaml", params (string Name, string Value)[] parameters) =>
        string.Join('\n', Bind(text, file, parameters).Diagnostics.Select(Line));

    /// <summary>The properties of the only resource, as canonical JSON.</summary>
    public static string Properties(string text, string file = "infra.yaml", params (string Name, string Value)[] parameters) =>
        Bound(text, file, parameters)["resources"]!.Items.Single()["properties"]!.ToString();

    /// <summary>The names of all resources in the document's order.</summary>
    public static string Names(string text, params (string Name, string Value)[] parameters)
    {
        var (bound, diagnostics) = Bind(text, "infra.yaml", parameters);
        Assert.Empty(diagnostics.Select(Line));
        return string.Join(' ', bound!.Resources.Select(r => r.Name));
    }

    public static Datum Bound(string text, string file = "infra.yaml", params (string Name, string Value)[] parameters)
    {
        var (bound, diagnostics) = Bind(text, file, parameters);
        Assert.Empty(diagnostics.Select(Line));
        return BoundDeploymentJson.Write(bound!);
    }

    /// <summary>
    /// A document with <c>«marks»</c> around what is wrong has one diagnostic there: <c>ID message remedy</c>.
    /// </summary>
    public static void AssertProblem(string marked, string expected, string file = "infra.yaml")
    {
        var (start, end) = (marked.IndexOf('«', StringComparison.Ordinal), marked.IndexOf('»', StringComparison.Ordinal) - 1);
        var text = marked.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal);
        var place = new SourceText("", text).Place(start, end);
        Assert.Equal($"{Place(place)} {expected}", Problems(text, file));
    }

    public static string Line(Diagnostic d) => $"{(d.Place is null ? "" : Place(d.Place) + " ")}{d.Id} {d.Message}{(d.Remedy is null ? "" : " " + d.Remedy)}";

    private static string Place(SourcePlace p) =>
        string.Create(CultureInfo.InvariantCulture, $"{p.Line}:{p.Column}-{(p.EndLine == p.Line ? "" : $"{p.EndLine}:")}{p.EndColumn}");
}
