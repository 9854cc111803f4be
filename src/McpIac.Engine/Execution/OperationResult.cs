using McpIac.Schemas.Protocol;

namespace McpIac.Engine.Execution;

/// <param name="Resource">As the provider returned it, outputs in the clear; also of a change that was done in part.</param>
internal sealed record OperationResult(Operation Operation, OperationOutcome Outcome, WireResource? Resource = null, string? Message = null);
