namespace McpIac.Conformance.Reports;

/// <summary>What the kit found out about a server.</summary>
/// <param name="Provider">As the server announces itself; empty when it doesn't speak the standard.</param>
/// <param name="Claimed">The level that the server claims; null when it claims none.</param>
/// <param name="Level">The level that it reaches: the lowest of its types', and no more than the checks of the server itself allow.</param>
/// <param name="Left">What was made and couldn't be removed, by urn and id.</param>
public sealed record ConformanceReport(
    string Provider, string Server, string Version, int? Claimed, int Level, IReadOnlyList<TypeLevel> Types, IReadOnlyList<CheckResult> Results, IReadOnlyList<string> Left)
{
    /// <summary>The checks that failed.</summary>
    public IEnumerable<CheckResult> Failures => Results.Where(r => r.Outcome == CheckOutcome.Failed);

    /// <summary>Whether a level is reached: the one that the server claims unless one is given. A server that claims none has to be asked for one.</summary>
    public bool Reaches(int? level = null) => (level ?? Claimed) is { } wanted && Level >= wanted && Left.Count == 0;

    /// <summary>The failed checks, a line each, with what is left behind: the message of a test that asserts on <see cref="Reaches"/>.</summary>
    public override string ToString() => string.Join('\n', [
        $"{(Provider.Length > 0 ? Provider : Server)} reaches level {Level}{(Claimed is { } claimed ? $" and claims {claimed}" : "")}.",
        .. Failures.Select(f => $"{f.Id}{(f.Type is null ? "" : $" [{f.Type}]")} ({f.Clause}, level {f.Level}): {f.Why}"),
        .. Left.Select(l => $"left behind: {l}")]);
}
