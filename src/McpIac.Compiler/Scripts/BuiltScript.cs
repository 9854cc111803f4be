using McpIac.Compiler.Caching;
using McpIac.Compiler.Sources;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Scripts;

/// <summary>A script that was compiled, now or before.</summary>
/// <param name="Entry">What the cache knows of it; null, as the assembly is, when a diagnostic is an error.</param>
/// <param name="Assembly">The assembly's file.</param>
internal sealed record BuiltScript(CachedProgram? Entry, string? Assembly, SourceMap Map, IReadOnlyList<Diagnostic> Diagnostics);
