namespace McpIac.Conformance.Reports;

/// <summary>The level that one type reaches, judged over the operations that it declares.</summary>
/// <param name="Level">Null when no object of the type could be made up, so that nothing is known.</param>
/// <param name="Exemptions">Ids of checks that ask nothing of the type.</param>
/// <param name="Untried">Why there is no level; null when there is one.</param>
public sealed record TypeLevel(string Type, int? Level, IReadOnlyList<string> Exemptions, string? Untried = null);
