namespace McpIac.Engine.Execution;

/// <summary><see cref="Failed"/>: something was kept or is in doubt; <see cref="RolledBack"/>: all is as before.</summary>
public enum ApplyOutcome { Succeeded, Failed, RolledBack, Cancelled }
