namespace McpIac.Engine.Execution;

/// <summary><see cref="Partial"/>: it exists but isn't as asked; <see cref="Unknown"/>: it may or may not have happened.</summary>
internal enum OperationOutcome { Applied, Partial, Failed, Skipped, Unknown }
