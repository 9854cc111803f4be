namespace McpIac.Compiler.Documents;

/// <summary>How much loops and components may make of a document, in its values: so a small one that stands for endlessly much is a diagnostic and not the end of the memory.</summary>
internal sealed class ExpansionLimits
{
    public const long MostValues = 2_000_000;

    /// <summary>Components in components in components.</summary>
    public const int MostLevels = 32;

    private long made;

    /// <summary>Whether so many more values may be made.</summary>
    public bool May(long values) => (made += values) <= MostValues;
}
