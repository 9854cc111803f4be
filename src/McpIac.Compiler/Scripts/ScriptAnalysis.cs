using McpIac.Analyzers;
using McpIac.Analyzers.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Diagnostic = McpIac.Schemas.Diagnostics.Diagnostic;

namespace McpIac.Compiler.Scripts;

/// <summary>What the analyzers find in a script: the same as in a project's build and in editors.</summary>
internal static class ScriptAnalysis
{
    public static IReadOnlyList<Diagnostic> Find(CSharpCompilation compilation, IEnumerable<SyntaxTree> scripts, CancellationToken cancellation) =>
        [.. ProgramCheck.Of(compilation, scripts, cancellation).Select(d => Reports.Read(d, Reports.Place(d.Location)))];
}
