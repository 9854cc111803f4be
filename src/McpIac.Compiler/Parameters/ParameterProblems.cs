using McpIac.Compiler.Suggestions;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Parameters;

/// <summary>What can be wrong with values that are given from outside.</summary>
internal static class ParameterProblems
{
    /// <param name="whenNone">What to do when the program has no parameters at all.</param>
    public static Diagnostic Unknown(string name, IReadOnlyCollection<string> known, string whenNone) => Dsl.Parameters.ParameterProblems.Unknown(
        name, Suggestion.For(name, known) ?? (known.Count == 0 ? whenNone : $"It has: {string.Join(", ", known.Take(12))}."));
}
