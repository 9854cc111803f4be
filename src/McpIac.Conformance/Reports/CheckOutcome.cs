namespace McpIac.Conformance.Reports;

/// <summary>What became of a check.</summary>
public enum CheckOutcome
{
    Passed,
    Failed,

    /// <summary>What it looks at isn't declared, so it asks for nothing.</summary>
    Exempt,

    /// <summary>It couldn't be tried.</summary>
    Skipped,
}
