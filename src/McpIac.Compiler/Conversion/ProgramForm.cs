namespace McpIac.Compiler.Conversion;

/// <summary>What a program can be converted to.</summary>
public enum ProgramForm { Yaml, CSharp, Json }
