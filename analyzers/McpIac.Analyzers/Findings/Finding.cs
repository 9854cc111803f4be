using Microsoft.CodeAnalysis;
using Diagnostic = McpIac.Schemas.Diagnostics.Diagnostic;

namespace McpIac.Analyzers.Findings;

/// <summary>What a rule found: the diagnostic, where it is, and what its fix needs to know.</summary>
/// <param name="Fix">For the code fix of the rule, whatever it agreed on with the rule; null when there is nothing to fix.</param>
internal sealed record Finding(Diagnostic Diagnostic, Location Location, string? Fix = null);
