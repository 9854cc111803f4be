using System.Globalization;
using System.Text;
using McpIac.Cli.Projects;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Cli.Sessions;

/// <summary>
/// Diagnostics as workflow commands of GitHub Actions: <c>::error file=infra.csx,line=3,col=5,title=MCI2005::message</c>. Text can't begin a command of its
/// own: what ends a line or a property is escaped.
/// </summary>
internal static class GitHubAnnotations
{
    public static string Write(IEnumerable<Diagnostic> diagnostics)
    {
        var text = new StringBuilder();
        foreach (var diagnostic in diagnostics)
        {
            var command = diagnostic.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "notice" };
            var properties = string.Join(',', Properties(diagnostic).Select(p => $"{p.Name}={Property(p.Value)}"));
            text.Append(CultureInfo.InvariantCulture, $"::{command} {properties}::{Data(diagnostic.Remedy is { } remedy ? $"{diagnostic.Message} {remedy}" : diagnostic.Message)}\n");
        }

        return text.ToString();
    }

    private static IEnumerable<(string Name, string Value)> Properties(Diagnostic diagnostic)
    {
        if (diagnostic.Place is { } place)
        {
            yield return ("file", Project.Display(place.File).Replace(Path.DirectorySeparatorChar, '/'));
            foreach (var (name, value) in new[] { ("line", place.Line), ("endLine", place.EndLine), ("col", place.Column), ("endColumn", place.EndColumn) })
            {
                if (value > 0) yield return (name, value.ToString(CultureInfo.InvariantCulture));
            }
        }

        yield return ("title", diagnostic.Id);
    }

    private static string Data(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
