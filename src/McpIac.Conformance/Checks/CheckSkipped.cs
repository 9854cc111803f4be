namespace McpIac.Conformance.Checks;

/// <summary>A check can't be tried, or has nothing to ask.</summary>
/// <param name="exempt">What it looks at isn't declared.</param>
internal sealed class CheckSkipped(string why, bool exempt = false) : Exception(why)
{
    public bool Exempt => exempt;
}
