using McpIac.Engine.Retry;
using McpIac.Plans.Journals;

namespace McpIac.Engine.Execution;

/// <summary>Runs one operation by itself, between its two journal entries: the intent before, the result after.</summary>
internal sealed class OperationRunner(RunRecord record, Sender sender, RunReporter reporter)
{
    public async Task<OperationResult> RunAsync(string provider, Operation operation)
    {
        record.Add(operation.Intent());
        record.Write();
        var result = (await sender.SendAsync(provider, [operation], 1, false, reporter.Retrying))[0];
        if (Entry(result) is { } entry) record.Add(entry);
        record.Write();
        return result;
    }

    // What is in doubt gets no entry: its intent stays pending, for the next apply to settle.
    public static JournalEntry? Entry(OperationResult result) => result switch
    {
        { Outcome: OperationOutcome.Unknown } => null,
        { Outcome: OperationOutcome.Applied, Operation.Action: "delete" } => result.Operation.Gone(),
        { Outcome: OperationOutcome.Applied, Resource: { } resource } => result.Operation.Confirmed(resource, complete: true),
        { Outcome: OperationOutcome.Partial, Resource: { } resource } => result.Operation.Confirmed(resource, complete: false),
        _ => new IntentFailed(result.Operation.Key, result.Outcome == OperationOutcome.Skipped ? "skipped" : "failed", result.Message ?? "not attempted"),
    };
}
