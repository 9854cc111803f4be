namespace McpIac.Engine.Execution;

/// <summary>
/// <see cref="Applied"/> as planned; <see cref="Skipped"/> never sent; <see cref="Failed"/> without effect; <see cref="Restored"/> taken back;
/// <see cref="Irreversible"/> done and can't be taken back; <see cref="RollbackFailed"/> done, and taking it back failed;
/// <see cref="Unknown"/> in doubt, settled by the next apply.
/// </summary>
public enum ResourceFate { Applied, Skipped, Failed, Restored, Irreversible, RollbackFailed, Unknown }
