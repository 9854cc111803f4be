using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Absorptions;

/// <summary>What can be said of an absorption; a page each in docs/diagnostics.</summary>
internal static class AbsorptionProblems
{
    /// <param name="what">A resource's property, or the resource.</param>
    /// <param name="why">A clause.</param>
    public static Diagnostic Refused(string what, string why, SourcePlace? place, string remedy) => Diagnostic.Warning("MCI3070", $"{what} can't be absorbed: {why}.", place, remedy);

    public static Diagnostic Differs(string where) => Diagnostic.Error("MCI3071",
        $"With what was absorbed the program doesn't mean what is ({where}), so its files were put back as they were.", null, "Change that place by hand.");
}
