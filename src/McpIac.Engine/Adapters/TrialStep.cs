namespace McpIac.Engine.Adapters;

/// <summary>One thing that was tried.</summary>
/// <param name="Verb"><c>create</c>, <c>read</c>, <c>update</c>, <c>delete</c>.</param>
/// <param name="Outcome"><c>ok</c>, <c>failed</c>, or <c>unseen</c> for what no tool tells.</param>
public sealed record TrialStep(string Verb, string Outcome, string? Message = null);
