using System.Reflection;
using McpIac.Cli.Projects;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Cli.Sessions;

/// <summary>Diagnostics as SARIF 2.1.0, which code hosts and editors read. Paths are relative to the current folder where they lie in it.</summary>
internal static class SarifReport
{
    public static string Write(IReadOnlyCollection<Diagnostic> diagnostics)
    {
        string[] rules = [.. diagnostics.Select(d => d.Id).Distinct().Order(StringComparer.Ordinal)];
        var driver = Map(
            ("name", Datum.Of("mciacc")),
            ("version", Datum.Of(Assembly.GetExecutingAssembly().GetName().Version?.ToString(3) ?? "")),
            ("rules", Datum.ListOf(rules.Select(r => Map(("id", Datum.Of(r)), ("helpUri", Datum.Of(Diagnostic.HelpLink(r))))))));
        var run = Map(
            ("tool", Map(("driver", driver))),
            ("columnKind", Datum.Of("utf16CodeUnits")),
            ("results", Datum.ListOf(diagnostics.Select(d => Result(d, Array.IndexOf(rules, d.Id))))));
        return DatumWriter.Write(
            Map(("$schema", Datum.Of("https://json.schemastore.org/sarif-2.1.0.json")), ("version", Datum.Of("2.1.0")), ("runs", Datum.ListOf([run]))),
            sortKeys: false, indent: true) + "\n";
    }

    private static Datum Result(Diagnostic diagnostic, int rule) => Map(
    [
        ("ruleId", Datum.Of(diagnostic.Id)),
        ("ruleIndex", Datum.Of(rule)),
        ("level", Datum.Of(diagnostic.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "note" })),
        ("message", Map(("text", Datum.Of(diagnostic.Remedy is { } remedy ? $"{diagnostic.Message} {remedy}" : diagnostic.Message)))),
        .. diagnostic.Place is { } place ? [("locations", Datum.ListOf([Map(("physicalLocation", Location(place)))]))] : Array.Empty<(string, Datum)>(),
    ]);

    private static Datum Location(SourcePlace place)
    {
        var file = Map(("uri", Datum.Of(Uri(Project.Display(place.File)))));
        return place.Line <= 0 ? Map(("artifactLocation", file)) : Map(("artifactLocation", file), ("region", Region(place)));
    }

    private static Datum Region(SourcePlace place) => Map(
        [.. new[] { ("startLine", place.Line), ("startColumn", place.Column), ("endLine", place.EndLine), ("endColumn", place.EndColumn) }
            .Where(p => p.Item2 > 0).Select(p => (p.Item1, Datum.Of((long)p.Item2)))]);

    private static string Uri(string path) =>
        Path.IsPathRooted(path) ? new Uri(path).AbsoluteUri : string.Join('/', path.Split(Path.DirectorySeparatorChar).Select(System.Uri.EscapeDataString));

    private static Datum Map(params IEnumerable<(string Name, Datum Value)> members) => Datum.MapOf(members.Select(m => new KeyValuePair<string, Datum>(m.Name, m.Value)));
}
