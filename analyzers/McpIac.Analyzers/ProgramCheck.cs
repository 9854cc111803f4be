using System.Collections.Generic;
using System.Linq;
using System.Threading;
using McpIac.Analyzers.Language;
using McpIac.Analyzers.Programs;
using McpIac.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace McpIac.Analyzers;

/// <summary>
/// The rules without Roslyn's driver of analyzers, which would bind every method once more to find out what to show an analyzer. Rules, ids, places and
/// suppressions by pragma are those of <see cref="ProgramAnalyzer"/>.
/// </summary>
public static class ProgramCheck
{
    /// <summary>What the rules say of a script's files; in the order of the files and of the rules.</summary>
    /// <param name="others">Files besides sources, as a project's <c>AdditionalFiles</c> are.</param>
    public static IReadOnlyList<Diagnostic> Of(Compilation compilation, IEnumerable<SyntaxTree> files, IEnumerable<AdditionalText> others, CancellationToken cancellation)
    {
        if (DslTypes.Find(compilation) is not { } dsl) return [];
        var program = new ProgramFacts(compilation, dsl, others);
        var found = new List<Diagnostic>();
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            found.AddRange(AllRules.Check(file, program));
        }

        return [.. CompilationWithAnalyzers.GetEffectiveDiagnostics(found, compilation).Where(d => !d.IsSuppressed)];
    }
}
