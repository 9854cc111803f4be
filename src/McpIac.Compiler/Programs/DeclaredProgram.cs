using McpIac.Compiler.Sources;
using McpIac.Dsl.Deployments;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Programs;

/// <summary>What a front end makes of a program.</summary>
/// <param name="Deployment">Null when a diagnostic is an error.</param>
/// <param name="FromCache">True when the program was neither compiled nor run.</param>
internal sealed record DeclaredProgram(DeclaredDeployment? Deployment, SourceMap Map, IReadOnlyList<Diagnostic> Diagnostics, bool FromCache = false)
{
    /// <summary>True when a document declared it: nothing was run.</summary>
    public bool IsDocument { get; init; }

    public static DeclaredProgram Failed(params IReadOnlyList<Diagnostic> diagnostics) => new(null, SourceMap.Empty, diagnostics);
}
