using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Packages;

/// <summary>What a package and those it needs bring.</summary>
/// <param name="Problem">Says what is wrong; the place is the caller's to add. Null when the package was found.</param>
internal sealed record PackageSet(IReadOnlyList<string> CompileFiles, IReadOnlyList<string> RuntimeFiles, Func<SourcePlace?, Diagnostic>? Problem);
