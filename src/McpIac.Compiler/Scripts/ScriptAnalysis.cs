using System.Text;
using McpIac.Analyzers;
using McpIac.Analyzers.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Diagnostic = McpIac.Schemas.Diagnostics.Diagnostic;

namespace McpIac.Compiler.Scripts;

/// <summary>What the analyzers find in a script: the same as in a project's build and in editors.</summary>
internal static class ScriptAnalysis
{
    /// <summary>The file beside a script that says what was applied last; it needn't exist.</summary>
    public static string BaselineOf(string script) => Path.ChangeExtension(script, ".mciacc-baseline.json");

    public static IReadOnlyList<Diagnostic> Find(string path, CSharpCompilation compilation, IEnumerable<SyntaxTree> scripts, CancellationToken cancellation) =>
        [.. ProgramCheck.Of(compilation, scripts, [new FileText(BaselineOf(path))], cancellation).Select(d => Reports.Read(d, Reports.Place(d.Location)))];

    private sealed class FileText(string path) : AdditionalText
    {
        public override string Path => path;

        public override SourceText? GetText(CancellationToken cancellationToken = default) => ScriptText.Read(path).Text is { } text ? SourceText.From(text, Encoding.UTF8) : null;
    }
}
