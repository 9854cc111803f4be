namespace McpIac.Conformance.Reports;

/// <summary>From results to levels.</summary>
internal static class Levels
{
    public const int Highest = 4;

    /// <summary>The highest level below which nothing failed. What was exempt or couldn't be tried doesn't count.</summary>
    public static int Of(IEnumerable<CheckResult> results) => Math.Max(0, results.Where(r => r.Outcome == CheckOutcome.Failed).Select(r => r.Level - 1).Append(Highest).Min());

    public static IReadOnlyList<TypeLevel> OfTypes(IReadOnlyList<CheckResult> results) =>
        [.. results.Where(r => r.Type is not null).GroupBy(r => r.Type ?? "", StringComparer.Ordinal)
            .Select(g => OfType(g.Key, [.. g]))];

    private static TypeLevel OfType(string type, CheckResult[] results)
    {
        var untried = results.FirstOrDefault(r => r.Id == "lifecycle.create" && r.Outcome == CheckOutcome.Skipped)?.Why;
        string[] exemptions = [.. results.Where(r => r.Outcome == CheckOutcome.Exempt).Select(r => r.Id)];
        return new TypeLevel(type, untried is null ? Of(results) : null, exemptions, untried);
    }
}
