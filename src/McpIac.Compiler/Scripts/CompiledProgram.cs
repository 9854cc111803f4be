using McpIac.Compiler.Sources;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Scripts;

/// <summary>A program, compiled.</summary>
/// <param name="Assembly">Null when a diagnostic is an error.</param>
/// <param name="References">Assemblies it needs at run time besides the platform, McpIac's own and the bindings.</param>
/// <param name="Inputs">Every file it was made from, absolute: what the cache watches.</param>
/// <param name="Map">Where its resources were written.</param>
internal sealed record CompiledProgram(
    byte[]? Assembly, IReadOnlyList<string> References, IReadOnlyList<string> Inputs, SourceMap Map, IReadOnlyList<Diagnostic> Diagnostics);
