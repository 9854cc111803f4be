using McpIac.Schemas.Data;

namespace McpIac.Providers.Twin.Templates;

/// <summary>What stands inside <c>${…}</c> of an <c>x-iac-from</c>.</summary>
internal abstract record TemplateTerm;

internal sealed record LiteralTerm(Datum Value) : TemplateTerm;

/// <param name="Steps">Names and list positions: <c>networks[0].subnet</c> is networks, 0, subnet.</param>
internal sealed record PathTerm(IReadOnlyList<string> Steps) : TemplateTerm;

/// <summary><c>left == right ? then : otherwise</c>; with <c>!=</c> the two are swapped.</summary>
internal sealed record ConditionTerm(TemplateTerm Left, TemplateTerm Right, TemplateTerm Then, TemplateTerm Otherwise) : TemplateTerm;
