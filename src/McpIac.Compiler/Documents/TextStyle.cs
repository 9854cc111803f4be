namespace McpIac.Compiler.Documents;

/// <summary>How a text is written in its document.</summary>
internal enum TextStyle { Plain, SingleQuoted, DoubleQuoted, Block }
