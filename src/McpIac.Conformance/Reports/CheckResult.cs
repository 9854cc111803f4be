namespace McpIac.Conformance.Reports;

/// <summary>What became of one check, on the server or on one of its types.</summary>
/// <param name="Id">As <c>docs/providers/conformance.md</c> lists it: <c>lifecycle.create</c>.</param>
/// <param name="Clause">The clause of the provider standard that it checks: <c>C2</c>.</param>
/// <param name="Level">The level that isn't reached while it fails.</param>
/// <param name="Type">The type's token; null for a check of the server.</param>
/// <param name="Why">What is wrong, why it is exempt, or why it couldn't be tried; null when it passed. Holds text of the server.</param>
public sealed record CheckResult(string Id, string Clause, int Level, string? Type, string Title, CheckOutcome Outcome, string? Why, TimeSpan Duration);
