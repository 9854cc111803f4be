using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Conversion;

/// <summary>What can be said of a conversion; a page each in docs/diagnostics.</summary>
internal static class ConversionProblems
{
    public static Diagnostic Inexpressible(string what, string language, string why, SourcePlace? place, string remedy) => Diagnostic.Error("MCI1290",
        $"{what} can't be written in {language}: {why}.", place, remedy);

    public static Diagnostic ValuesTaken(IEnumerable<string> parameters, SourcePlace? place) => new("MCI1291", Severity.Warning,
        $"The values of {string.Join(", ", parameters)} are written in their places: a program that ran shows what it made of its parameters, and not how.", place,
        "Declare them in what was written, where they are wanted.");

    public static Diagnostic ValuesDecide(IEnumerable<string> parameters, SourcePlace? place) => new("MCI1291", Severity.Warning,
        $"The values of {string.Join(", ", parameters)} are written in their places: they decide which resources there are, which are written one by one.", place,
        "Write a loop or a condition over a parameter, where it is wanted.");

    public static Diagnostic Lost(string what, SourcePlace? place) => new("MCI1291", Severity.Warning, $"{what} isn't written: it has no counterpart there.", place, null);

    public static Diagnostic Differs(string language, string where) => Diagnostic.Error("MCI1292",
        $"What was made in {language} doesn't mean the same as the source ({where}), so it isn't written.", null, "This is a mistake of mciacc: report it with the source.");
}
