using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Protocol;

namespace McpIac.Compiler.Discoveries;

/// <summary>What can be said of a program that was written for what was found.</summary>
internal static class DiscoveryProblems
{
    private const int Named = 5;

    /// <param name="why">A clause.</param>
    public static Diagnostic Left(WireResource found, string why) => Diagnostic.Warning("MCI3078",
        $"{found.Type} {found.Id} isn't written: {why}.", null, "Declare it by hand, with its option import.");

    public static Diagnostic Secrets(IReadOnlyList<string> names) => Diagnostic.Warning("MCI3079",
        $"The program refers to {(names.Count == 1 ? "a secret" : $"{names.Count} secrets")} that no provider tells: {string.Join(", ", names.Take(Named))}{(names.Count > Named ? ", …" : "")}.", null,
        $"Give the project each of them: 'mciacc secret set {names[0]}'.");
}
