using McpIac.Engine.Connections;
using McpIac.Engine.Events;
using McpIac.Engine.Imports;
using McpIac.Plans.Binding;
using McpIac.Plans.Journals;
using McpIac.Plans.Planning;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.State.Journals;

namespace McpIac.Engine.Execution;

/// <summary>Carries a plan out: graph-driven, journalled, taken back on failure when asked to. Stateless; one run a call.</summary>
public static class Executor
{
    /// <param name="deployment">The program the plan was made from; null for a saved plan, whose types come from the options' catalog.</param>
    /// <param name="cancellation">Once cancelled nothing new is sent; what runs is waited for and recorded.</param>
    /// <returns>Never throws for what a provider or the state does wrong.</returns>
    public static async Task<ApplyResult> ApplyAsync(
        Plan plan, BoundDeployment? deployment, IJournal journal, ConnectionPool pool, ApplyOptions options,
        IProgress<RunEvent> progress, CancellationToken cancellation)
    {
        var state = journal.Read();
        if (state.Serial != plan.StateSerial)
        {
            return ApplyResult.Refused(Diagnostic.Error("MCI4003", $"The plan is stale: it was made for state {plan.StateSerial}, which is at {state.Serial} now.",
                null, "Plan again."));
        }

        // What is in doubt may exist, and would be made twice.
        if (state.Pending.Count > 0) return ApplyResult.Refused([.. state.Pending.Select(Settler.InDoubt)]);
        try
        {
            if (plan.Renamings.Count > 0)
            {
                journal.Append(new ResourcesRenamed(plan.Renamings));
                state = journal.Read();
            }

            if (plan.Drifts.Count > 0)
            {
                journal.Append([.. plan.Drifts.Select(d => d.Entry)]);
                state = journal.Read();
            }

            if (plan.Steps.Any(s => s.Action == StepAction.Import))
            {
                var (entries, problems) = await Importer.AdoptAsync(plan, t => deployment?.Resources.FirstOrDefault(r => r.Type.Token == t)?.Type ?? options.Catalog?.Find(t), pool,
                    ApplyOptions.QuestionTimeout, cancellation);
                if (problems.Count > 0) return ApplyResult.Refused(problems);
                journal.Append(entries);
                state = journal.Read();
            }

            var revealed = await Revealer.RevealAsync(state, pool, ApplyOptions.QuestionTimeout, cancellation);
            return await new Run(plan, deployment, revealed, journal, pool, options, progress, cancellation).RunAsync();
        }
        catch (JournalException e)
        {
            return ApplyResult.Refused(e.Problem);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new ApplyResult(ApplyOutcome.Cancelled, [], new Dictionary<string, Datum>(), []);
        }
    }
}
