using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Diagnostic = McpIac.Schemas.Diagnostics.Diagnostic;

namespace McpIac.Compiler.Scripts;

/// <summary>Finds and reads what a script loads with <c>#load</c>, relative to the loading file.</summary>
/// <param name="rewrite">Applied to every text read; the identity but for instrumented compilations.</param>
internal sealed class ScriptSources(string folder, Func<string, string, string> rewrite) : SourceFileResolver(ImmutableArray<string>.Empty, folder)
{
    private readonly Dictionary<string, Diagnostic> problems = new(StringComparer.Ordinal);
    private readonly List<string> files = [];

    /// <summary>Files that were found but aren't readable text, by path.</summary>
    public IReadOnlyDictionary<string, Diagnostic> Problems => problems;

    public IReadOnlyList<string> Files => files;

    public override SourceText ReadText(string resolvedPath)
    {
        var (text, problem) = ScriptText.Read(resolvedPath);
        if (problem is not null) problems[resolvedPath] = problem;
        files.Add(resolvedPath);
        return SourceText.From(rewrite(resolvedPath, text ?? ""), Encoding.UTF8);
    }
}
