using McpIac.Plans.Planning;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Engine.Orchestration;

/// <param name="Plan">Null when a diagnostic is an error.</param>
public sealed record PlanResult(Plan? Plan, IReadOnlyList<Diagnostic> Diagnostics);
