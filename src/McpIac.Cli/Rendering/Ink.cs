namespace McpIac.Cli.Rendering;

/// <summary>What a piece of text means; <see cref="Screen"/> decides which colour that is, if any.</summary>
internal enum Ink { Plain, Strong, Faint, Good, Change, Replace, Bad, Warn, Accent }
