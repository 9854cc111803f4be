using McpIac.Engine.Connections;
using McpIac.Engine.Execution;
using McpIac.Schemas.Protocol;
using Polly;
using Polly.Retry;

namespace McpIac.Engine.Retry;

/// <summary>Sends a batch until each change has a definite outcome or patience ends. A change is only ever sent again under its own key.</summary>
internal sealed class Sender
{
    private const int Retries = 5;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200), LongestDelay = TimeSpan.FromSeconds(30);

    private readonly string deployment;
    private readonly ConnectionPool pool;
    private readonly TimeSpan timeout;
    private readonly bool continueOnError;
    private readonly ResiliencePipeline<Attempt> pipeline;

    public Sender(string deployment, ConnectionPool pool, TimeSpan timeout, bool continueOnError)
    {
        (this.deployment, this.pool, this.timeout, this.continueOnError) = (deployment, pool, timeout, continueOnError);
        pipeline = new ResiliencePipelineBuilder<Attempt>().AddRetry(new RetryStrategyOptions<Attempt>
        {
            MaxRetryAttempts = Retries,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = FirstDelay,
            MaxDelay = LongestDelay,
            ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome.Result is { Again: true }),
            DelayGenerator = attempt => ValueTask.FromResult(attempt.Outcome.Result?.After),
        }).Build();
    }

    public async Task<IReadOnlyList<OperationResult>> SendAsync(string provider, IReadOnlyList<Operation> operations, int parallelism)
    {
        var batch = new Batch(operations);

        // Not cancellable: what was sent is waited for, so that an interrupted run leaves no more doubt than it must.
        await pipeline.ExecuteAsync(async _ => await AttemptAsync(provider, batch, parallelism), CancellationToken.None);
        return batch.Results();
    }

    private async Task<Attempt> AttemptAsync(string provider, Batch batch, int parallelism)
    {
        var (connection, problem) = await pool.GetAsync(provider, CancellationToken.None);
        if (connection is null)
        {
            batch.Unreachable(problem?.Message ?? $"{provider} can't be reached.");
            return new Attempt(false, null);
        }

        foreach (var doubtful in batch.Doubtful()) await AskAsync(connection, batch, doubtful);
        var open = batch.Open();
        if (open.Count == 0) return new Attempt(false, null);
        var answer = await connection.ApplyAsync(
            ProviderCalls.Batch(deployment, [.. open.Select(o => o.Change())], parallelism, continueOnError), timeout);
        if (answer.Data?.Results is { } results) return batch.Take(open, results);

        var attempt = batch.Refused(open, answer.Error ?? new WireError(ErrorCodes.Unknown, $"{provider} gave no answer."));

        // A server that fell silent or died can't be trusted with the next call.
        if (answer.Error?.Code == ErrorCodes.Unknown) await pool.DiscardAsync(provider);
        return attempt;
    }

    private async Task AskAsync(IProviderConnection connection, Batch batch, Operation operation)
    {
        var answer = await connection.GetAsync(new GetArguments(Key: operation.Key), timeout);
        if (answer.Data is { } resource && KnownStates.IsSettled(operation.Action, resource.State))
        {
            batch.Settle(new OperationResult(operation, OperationOutcome.Applied, resource));
        }
    }
}
