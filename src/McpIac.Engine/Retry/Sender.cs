using McpIac.Engine.Connections;
using McpIac.Engine.Execution;
using McpIac.Schemas.Protocol;
using Polly;
using Polly.Retry;
using ApplyOptions = McpIac.Engine.Execution.ApplyOptions;

namespace McpIac.Engine.Retry;

/// <summary>
/// Sends a batch until each change has a definite outcome or patience ends: after six tries of each unless its options say otherwise, or when the time that its changes may
/// take is used up.
/// A change is only ever sent again under its own key.
/// </summary>
internal sealed class Sender(string deployment, ConnectionPool pool, ApplyOptions options)
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    private readonly ResiliencePipeline<Attempt> pipeline = new ResiliencePipelineBuilder<Attempt>().AddRetry(new RetryStrategyOptions<Attempt>
    {
        MaxRetryAttempts = int.MaxValue,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = options.RetryDelay,
        MaxDelay = LongestDelay,
        ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome.Result is { Again: true }),
        DelayGenerator = attempt => ValueTask.FromResult(attempt.Outcome.Result?.After),
    }).Build();

    /// <param name="retrying">Is told of each change that is sent again, and why.</param>
    public async Task<IReadOnlyList<OperationResult>> SendAsync(
        string provider, IReadOnlyList<Operation> operations, int parallelism, bool continueOnError, Action<Operation, string?> retrying)
    {
        var batch = new Batch(operations);
        var deadline = new Deadline(options.StepTimeout ?? operations.Max(o => o.Patience) * Math.Ceiling((double)operations.Count / parallelism));

        // What is in doubt after the only try is asked for once.
        var rounds = Math.Max(2, operations.Max(o => o.Attempts));

        // Not cancellable: what was sent is waited for, so that an interrupted run leaves no more doubt than it must.
        await pipeline.ExecuteAsync(async _ =>
        {
            var attempt = await AttemptAsync(provider, batch, parallelism, continueOnError, deadline, retrying);
            return --rounds > 0 ? attempt : attempt with { Again = false };
        }, CancellationToken.None);
        return batch.Results();
    }

    private async Task<Attempt> AttemptAsync(string provider, Batch batch, int parallelism, bool continueOnError, Deadline deadline, Action<Operation, string?> retrying)
    {
        var (connection, problem) = await pool.GetAsync(provider, CancellationToken.None);
        if (connection is null)
        {
            batch.Unreachable(problem?.Message ?? $"{provider} can't be reached.");
            return Attempt.Last;
        }

        if (!await AskAsync(connection, batch)) return new Attempt(!deadline.IsOver, null);
        var open = batch.Open();
        if (open.Count == 0 || deadline.IsOver) return Attempt.Last;
        foreach (var operation in open)
        {
            if (batch.Failure(operation) is { } failure) retrying(operation, failure.Message);
        }

        var answer = await connection.ApplyAsync(ProviderCalls.Batch(deployment, [.. open.Select(o => o.Change())], parallelism, continueOnError), deadline.Left);
        if (answer.Data?.Results is { } results) return deadline.Bound(batch.Take(open, results));

        var attempt = deadline.Bound(batch.Refused(open, answer.Error ?? new WireError(ErrorCodes.Unknown, $"{provider} gave no answer.")));

        // A server that fell silent or died can't be trusted with the next call.
        if (answer.Error?.Code == ErrorCodes.Unknown) await pool.DiscardAsync(connection);
        return attempt;
    }

    /// <summary>Asks what became of the changes in doubt; false when the provider doesn't answer.</summary>
    private async Task<bool> AskAsync(IProviderConnection connection, Batch batch)
    {
        foreach (var operation in batch.Doubtful())
        {
            var answer = await connection.GetAsync(new GetArguments(Key: operation.Key), ApplyOptions.QuestionTimeout);
            if (answer.Data is { } resource && KnownStates.IsSettled(operation.Action, resource.State))
            {
                batch.Settle(new OperationResult(operation, OperationOutcome.Applied, resource));
            }

            if (answer.Error?.Code != ErrorCodes.Unknown) continue;
            await pool.DiscardAsync(connection);
            return false;
        }

        return true;
    }
}
