using System.Text.Json.Nodes;

namespace McpIac.EndToEnd.Tests.Documents;

/// <summary>A plan of <c>--json</c>.</summary>
internal sealed record PlanDocument(bool Empty, IReadOnlyList<PlannedStep> Steps, IReadOnlyList<string[]> Stages)
{
    /// <summary>The steps that do something, "action name", in the plan's order.</summary>
    public IEnumerable<string> Acts => Steps.Where(s => s.Action != "noOp").Select(s => $"{s.Action} {s.Name}");

    public PlannedStep Of(string name) => Steps.Single(s => s.Name == name);
}

internal sealed record PlannedStep(string Action, string Urn, string Type, string Name, string Reason, IReadOnlyList<PlannedChange> Diff);

internal sealed record PlannedChange(string Path, JsonNode? Before, JsonNode? After, bool ForcesReplacement, string Reason);
