namespace McpIac.Compiler.Mappings;

/// <summary>What a proposal says of one type.</summary>
/// <param name="Name">Of the type, as in the mapping.</param>
/// <param name="IsSure">False: it stands there commented out.</param>
/// <param name="Notes">What was guessed, from what, and how sure that is.</param>
/// <param name="Lines">YAML, indented as fields of the type; a line that is only a guess begins with <c>#</c>.</param>
public sealed record ProposedType(string Name, bool IsSure, IReadOnlyList<string> Notes, IReadOnlyList<string> Lines);
