using McpIac.Plans.Binding;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Programs;

/// <param name="ProgramPath">Absolute; a <c>.csx</c> or a <c>.csproj</c>.</param>
/// <param name="SchemasDirectory">Absolute; its <c>*.mcp.json</c> are the snapshots.</param>
/// <param name="CacheDirectory">Where bindings and models are cached; created when needed. If it can't be written, everything still works, uncached.</param>
/// <param name="ChildCommand">The argument list that starts a program's process; <c>__run-script …</c> is appended.</param>
/// <param name="TimeLimit">How long the program may run.</param>
/// <param name="NoCache">Compile and run even when nothing changed.</param>
public sealed record CompileRequest(
    string ProgramPath, string SchemasDirectory, string CacheDirectory, IReadOnlyList<string> ChildCommand, TimeSpan TimeLimit, bool NoCache = false);

/// <param name="Deployment">Null when a diagnostic is an error.</param>
/// <param name="FromCache">True when the program was neither compiled nor run.</param>
public sealed record CompileResult(Catalog Catalog, BoundDeployment? Deployment, IReadOnlyList<Diagnostic> Diagnostics, bool FromCache);

/// <summary>Program → bound deployment: snapshots, front end, binder.</summary>
public static class ProgramCompiler
{
    /// <summary>Never throws for what a user or a snapshot does wrong.</summary>
    public static Task<CompileResult> CompileAsync(CompileRequest request, CancellationToken cancellation) => throw new NotSupportedException();

    /// <summary>The catalog alone, for commands that need no program.</summary>
    public static (Catalog Catalog, IReadOnlyList<Diagnostic> Diagnostics) LoadCatalog(string schemasDirectory) => throw new NotSupportedException();
}
