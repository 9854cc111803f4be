namespace McpIac.Conformance.Checks;

/// <summary>All checks, in the order in which they run: what a server says, what a type's object lives through, what the whole server does, what was said in the end.</summary>
internal static class CheckTable
{
    public static IReadOnlyList<Check> All { get; } =
    [
        .. ToolChecks.All, .. ProtocolChecks.All, .. TypeChecks.All, .. LifecycleChecks.All, .. ValidationChecks.All, .. PlanChecks.All, .. IdempotencyChecks.All, .. ListChecks.All,
        .. SafetyChecks.All, .. TaskChecks.All, .. DeploymentChecks.All, .. SnapshotChecks.All, .. SecretChecks.All, .. CrashChecks.All, .. EnvelopeChecks.All,
    ];
}
