namespace McpIac.Plans.Timelines;

/// <summary><see cref="Open"/>: the journal doesn't say what came of it; <see cref="Skipped"/>: its provider left it out.</summary>
public enum StepResult { Done, Partial, Failed, Skipped, Open }
