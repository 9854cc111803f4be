namespace McpIac.Compiler.Conversion.CSharp;

/// <summary>A part of an expression has no spelling in C#; the writer makes a diagnostic of it.</summary>
internal sealed class NoSpellingException(string why) : Exception(why);
