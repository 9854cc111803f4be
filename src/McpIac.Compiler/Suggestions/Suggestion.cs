using McpIac.Schemas.Validation;

namespace McpIac.Compiler.Suggestions;

/// <summary>"Did you mean": the remedy for a misspelt name.</summary>
internal static class Suggestion
{
    /// <summary>Names the closest candidate; <paramref name="otherwise"/> when none is near enough to be worth a guess.</summary>
    public static string? For(string written, IEnumerable<string> candidates, string? otherwise = null) =>
        Nearest.To(written, candidates) is { } near ? $"Did you mean {near}?" : otherwise;
}
