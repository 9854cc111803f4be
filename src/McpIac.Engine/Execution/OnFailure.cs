namespace McpIac.Engine.Execution;

/// <summary>What a failed step leads to: everything taken back, what worked kept, or all that doesn't depend on it still done.</summary>
public enum OnFailure { Rollback, Stop, Continue }
