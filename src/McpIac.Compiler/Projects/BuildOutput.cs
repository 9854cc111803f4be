using System.Globalization;
using System.Text.RegularExpressions;
using McpIac.Compiler.Programs;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Projects;

/// <summary>Reads diagnostics from what <c>dotnet build</c> prints: <c>path(line,column): error ID: message [project]</c>.</summary>
internal static partial class BuildOutput
{
    /// <summary>Each diagnostic once; a place that isn't given is the project file.</summary>
    public static IReadOnlyList<Diagnostic> Diagnostics(string output, string project) =>
        [.. output.Split('\n').Select(l => Line().Match(l.TrimEnd('\r'))).Where(m => m.Success).Select(m => Of(m, project)).Distinct()];

    private static Diagnostic Of(Match match, string project)
    {
        int Number(string group, int otherwise) => int.TryParse(match.Groups[group].Value, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
        var file = match.Groups["file"].Value.Trim();
        var line = Number("line", 0);
        var place = line > 0 && Path.IsPathRooted(file) ? new SourcePlace(file, line, Number("column", 0), Number("endLine", line), Number("endColumn", 0))
            : new SourcePlace(Path.IsPathRooted(file) && File.Exists(file) ? file : project, 0);
        var severity = match.Groups["severity"].Value == "error" ? Severity.Error : Severity.Warning;

        // The compiler adds where the help is.
        var message = HelpLink().Replace(match.Groups["message"].Value, "");
        return new Diagnostic(match.Groups["id"].Value, severity, ProgramProblems.OneLine(message), place);
    }

    [GeneratedRegex(@"\s*\(https?://[^\s()]*\)\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HelpLink();

    [GeneratedRegex(@"^\s*(?:(?<file>\S.*?)(?:\((?<line>\d+)(?:,(?<column>\d+))?(?:,(?<endLine>\d+),(?<endColumn>\d+))?\))?\s*:\s+)?(?<severity>error|warning)\s+(?<id>[A-Z]+[0-9]+)\s*:\s*(?<message>.*?)(?:\s+\[[^\]]+proj(?:::[^\]]*)?\])?\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Line();
}
