using McpIac.Schemas.Data;

namespace McpIac.Conformance.Reports;

/// <summary>The report as a document of JSON: <c>{ provider, server, version, claimed?, level, reached, types, checks, left }</c> (docs/providers/conformance.md, "Reports").</summary>
public static class ConformanceDocument
{
    /// <param name="wanted">The level that has to be reached; null for the one that the server claims.</param>
    public static Datum Of(ConformanceReport report, int? wanted = null) => Map(
        ("provider", Datum.Of(report.Provider)), ("server", Datum.Of(report.Server)), ("version", Datum.Of(report.Version)),
        ("claimed", report.Claimed is { } claimed ? Datum.Of(claimed) : null), ("level", Datum.Of(report.Level)), ("reached", Datum.Of(report.Reaches(wanted))),
        ("types", Datum.ListOf(report.Types.Select(t => Map(("type", Datum.Of(t.Type)), ("level", t.Level is { } level ? Datum.Of(level) : null), ("untried", t.Untried is { } why ? Datum.Of(why) : null), ("exemptions", Datum.ListOf(t.Exemptions.Select(Datum.Of))))))),
        ("checks", Datum.ListOf(report.Results.Select(Of))),
        ("left", Datum.ListOf(report.Left.Select(Datum.Of))));

    private static Datum Of(CheckResult result) => Map(
        ("id", Datum.Of(result.Id)), ("clause", Datum.Of(result.Clause)), ("level", Datum.Of(result.Level)), ("type", result.Type is { } type ? Datum.Of(type) : null),
        ("title", Datum.Of(result.Title)), ("outcome", Datum.Of(result.Outcome.ToString().ToLowerInvariant())), ("why", result.Why is { } why ? Datum.Of(why) : null),
        ("milliseconds", Datum.Of(Math.Round(result.Duration.TotalMilliseconds, 1))));

    private static Datum Map(params (string Name, Datum? Value)[] members) =>
        Datum.MapOf(members.Where(m => m.Value is not null).Select(m => KeyValuePair.Create(m.Name, m.Value ?? Datum.Null)));
}
