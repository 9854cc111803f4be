using McpIac.Compiler.Documents;
using McpIac.Compiler.Sources;
using McpIac.Dsl.Deployments;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Programs;

/// <summary>What a front end makes of a program.</summary>
/// <param name="Deployment">Null when a diagnostic is an error.</param>
/// <param name="FromCache">True when the program was neither compiled nor run.</param>
internal sealed record DeclaredProgram(DeclaredDeployment? Deployment, SourceMap Map, IReadOnlyList<Diagnostic> Diagnostics, bool FromCache = false)
{
    /// <summary>The files that all of it comes from; null when it may come of more.</summary>
    public IReadOnlyList<string>? Inputs { get; init; }

    /// <summary>True when a document declared it: nothing was run.</summary>
    public bool IsDocument { get; init; }

    /// <summary>The components that uses of others are inside of, by the uses' ids; nothing for one that is in none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ComponentDefinition>> Inside { get; init; } = new Dictionary<string, IReadOnlyList<ComponentDefinition>>();

    /// <summary>Parameters that decided which resources there are, of those that stay apart.</summary>
    public IReadOnlySet<string> Decisive { get; init; } = new HashSet<string>();

    public static DeclaredProgram Failed(params IReadOnlyList<Diagnostic> diagnostics) => new(null, SourceMap.Empty, diagnostics);
}
