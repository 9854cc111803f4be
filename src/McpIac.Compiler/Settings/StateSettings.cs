using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Settings;

/// <summary>Where state is kept.</summary>
/// <param name="Connection">The database's address; null for a file beside the program.</param>
/// <param name="Password">Null when the address has it, or the system knows it.</param>
/// <param name="Place">Where the address is written.</param>
public sealed record StateSettings(StateValue? Connection, StateValue? Password, SourcePlace Place);

/// <summary>A text, or where it comes from. Exactly one is set.</summary>
/// <param name="Variable">An environment variable.</param>
/// <param name="Secret">A secret of the project.</param>
public sealed record StateValue(string? Text, string? Variable, string? Secret);
