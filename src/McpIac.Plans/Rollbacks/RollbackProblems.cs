using McpIac.Plans.Journals;
using McpIac.Plans.Planning;
using McpIac.Plans.States;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Plans.Rollbacks;

/// <summary>What is against going back; a page each in docs/diagnostics.</summary>
public static class RollbackProblems
{
    public static Diagnostic NoType(ResourceState resource, long version) => Diagnostic.Error("MCI4040",
        $"Version {version} has {resource.Name} of the type {resource.Type}, which is in no snapshot any more.", null,
        $"Pull a snapshot of {resource.Type.Split(':')[0]} that has it; or roll back to a version without it.");

    /// <param name="names">Of the properties that hold the secrets.</param>
    public static Diagnostic SecretLost(PlanStep step, long version, IReadOnlyList<string> names) => Diagnostic.Error("MCI4041",
        $"{step.Name} ({step.Type}) can't be brought back to version {version}: its {string.Join(", ", names)} would have to be sent again, and state keeps no secrets.", null,
        $"Let the program have there what it had then, and roll back again; or leave it as it is: --exclude {step.Name}.");

    public static Diagnostic NothingToResume(string deployment) => Diagnostic.Error("MCI4042",
        $"There is nothing of {deployment} to resume: its last run was not interrupted.", null, "'mciacc rollback VERSION' goes back to any version that 'mciacc history' lists.");

    public static Diagnostic NoTransaction(string deployment) => Diagnostic.Error("MCI4048",
        $"The last run of {deployment}, a snapshot restore, was interrupted, and what providers had restored by then can't be taken back.", null,
        "Restore the snapshot again: 'mciacc snapshot restore ID'; or apply, which makes of what there is what the program says.");

    public static Diagnostic PastNoReturn(IntentRecorded delete, string kind) => Diagnostic.Error("MCI4043",
        $"The interrupted {kind} can't be taken back: it had begun to delete, first {delete.Name} ({delete.Type}).", null,
        "Apply, which goes on from there; or plan the way back with 'mciacc rollback VERSION'.");
}
