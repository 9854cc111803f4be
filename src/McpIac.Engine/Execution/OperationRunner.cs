using McpIac.Engine.Retry;
using McpIac.Plans.Journals;
using McpIac.State.Journals;

namespace McpIac.Engine.Execution;

/// <summary>Runs a batch between its two journal writes: the intents before, the results after, each in one transaction.</summary>
internal sealed class OperationRunner(IJournal journal, Sender sender)
{
    public async Task<IReadOnlyList<OperationResult>> RunAsync(string provider, IReadOnlyList<Operation> operations, int parallelism, bool continueOnError)
    {
        journal.Append([.. operations.Select(o => o.Intent())]);
        var results = await sender.SendAsync(provider, operations, parallelism, continueOnError);
        var entries = results.Select(Entry).OfType<JournalEntry>().ToArray();
        if (entries.Length > 0) journal.Append(entries);
        return results;
    }

    // What is in doubt gets no entry: its intent stays pending, for the next apply to settle.
    private static JournalEntry? Entry(OperationResult result) => result switch
    {
        { Outcome: OperationOutcome.Unknown } => null,
        { Outcome: OperationOutcome.Applied, Operation.Action: "delete" } => result.Operation.Gone(),
        { Outcome: OperationOutcome.Applied, Resource: { } resource } => result.Operation.Confirmed(resource, complete: true),
        { Outcome: OperationOutcome.Partial, Resource: { } resource } => result.Operation.Confirmed(resource, complete: false),
        _ => new IntentFailed(result.Operation.Key, result.Outcome == OperationOutcome.Skipped ? "skipped" : "failed", result.Message ?? "not attempted"),
    };
}
