using McpIac.Cli.Projects;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Cli.Sessions;

/// <summary>The one document of <c>--json</c>: <c>{ command, success, exitCode, …the command's own…, diagnostics }</c>. Its shapes are in docs/cli.md.</summary>
internal static class JsonReport
{
    public static string Write(string command, int exitCode, IEnumerable<Diagnostic> diagnostics, IEnumerable<KeyValuePair<string, Datum>> data) =>
        DatumWriter.Write(Datum.MapOf(
        [
            new("command", Datum.Of(command)),
            new("success", Datum.Of(exitCode == 0)),
            new("exitCode", Datum.Of(exitCode)),
            .. data,
            new("diagnostics", Datum.ListOf(diagnostics.Select(Diagnostic))),
        ]), sortKeys: false, indent: true) + "\n";

    public static Datum Texts(IEnumerable<string> texts) => Datum.ListOf(texts.Select(Datum.Of));

    /// <summary>A word of an enum as JSON has it: <c>rolledBack</c>.</summary>
    public static Datum Word(Enum value)
    {
        var text = value.ToString();
        return Datum.Of(char.ToLowerInvariant(text[0]) + text[1..]);
    }

    private static Datum Diagnostic(Diagnostic diagnostic)
    {
        var members = new List<KeyValuePair<string, Datum>>
        {
            new("id", Datum.Of(diagnostic.Id)),
            new("severity", Word(diagnostic.Severity)),
            new("message", Datum.Of(diagnostic.Message)),
        };
        if (diagnostic.Place is { } place)
        {
            members.Add(new("file", Datum.Of(Project.Display(place.File))));
            members.AddRange(Positions(place).Where(p => p.Value > 0).Select(p => new KeyValuePair<string, Datum>(p.Key, Datum.Of((long)p.Value))));
        }

        if (diagnostic.Remedy is { } remedy) members.Add(new("remedy", Datum.Of(remedy)));
        return Datum.MapOf(members);
    }

    private static IEnumerable<KeyValuePair<string, int>> Positions(SourcePlace place) =>
        [new("line", place.Line), new("column", place.Column), new("endLine", place.EndLine), new("endColumn", place.EndColumn)];
}
