namespace McpIac.Engine.Execution;

public enum StepPhase { Started, Succeeded, Failed, RollingBack, RolledBack }
