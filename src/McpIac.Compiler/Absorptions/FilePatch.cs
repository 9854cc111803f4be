namespace McpIac.Compiler.Absorptions;

/// <summary>A source file before and after.</summary>
/// <param name="Path">Absolute.</param>
public sealed record FilePatch(string Path, string Before, string After);
