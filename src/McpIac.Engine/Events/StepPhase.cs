namespace McpIac.Engine.Events;

/// <summary><see cref="Progress"/>: the provider says what it is at; <see cref="Retrying"/>: it is sent again, for the reason in the message.</summary>
public enum StepPhase { Started, Progress, Retrying, Succeeded, Failed, RollingBack, RolledBack }
