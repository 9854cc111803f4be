using McpIac.Engine.Connections;
using McpIac.Plans.Binding;
using McpIac.Plans.Planning;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Protocol;
using Polly;
using Polly.Retry;
using ApplyOptions = McpIac.Engine.Execution.ApplyOptions;

namespace McpIac.Engine.Reads;

/// <summary>Asks providers for what exists and isn't managed, by its id.</summary>
internal static class ExistingReader
{
    // A question is asked again like a change is: what passes by itself isn't worth a failed run.
    private const int MostRetries = 5;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>All whose ids are known, those too whose ids come of others that are read; or what is wrong.</summary>
    /// <param name="clear">The state with its secret outputs, as <see cref="PlanBuilder"/> takes it.</param>
    public static async Task<(PlanBasis Basis, IReadOnlyList<Diagnostic> Problems)> ReadAsync(
        BoundDeployment deployment, DeploymentState clear, Catalog catalog, DeploymentState recorded, PlanBasis basis, ConnectionPool pool, TimeSpan timeout, CancellationToken cancellation)
    {
        if (deployment.Resources.All(r => r.Existing is null)) return (basis, []);
        var found = new Dictionary<string, ExistingObject>(StringComparer.Ordinal);
        basis = basis with { Existing = found };
        while (PlanBuilder.ToRead(deployment, clear, catalog, recorded, basis) is { Count: > 0 } wanted)
        {
            var read = await Task.WhenAll(wanted.Select(w => ReadAsync(w.Resource, w.Id, pool, timeout, cancellation)));
            Diagnostic[] problems = [.. read.Select(r => r.Problem).OfType<Diagnostic>().Distinct()];
            if (problems.Length > 0) return (basis, problems);
            foreach (var (wish, answer) in wanted.Zip(read))
            {
                if (answer.Found is { } there) found[wish.Resource.Urn] = there;
            }
        }

        return (basis, []);
    }

    /// <summary>What there is, or the provider's error; neither when there is nothing.</summary>
    /// <param name="pause">The first pause before an error that passes by itself is tried again.</param>
    public static async Task<(ExistingObject? Found, WireError? Error)> AskAsync(
        IProviderConnection connection, ResourceType type, string id, TimeSpan timeout, TimeSpan pause, CancellationToken cancellation)
    {
        var answer = await Patience(pause).ExecuteAsync(async token => await connection.GetAsync(new GetArguments(Id: id, Type: type.Token, Managed: false), timeout, token), cancellation);
        if (answer.Data is { Id.Length: > 0, State: not "deleted" } live) return (ExistingObject.Of(type, live.Properties ?? Datum.EmptyMap, live.Outputs ?? Datum.EmptyMap), null);
        return (null, answer.Error is { Code: not ErrorCodes.NotFound } error ? error : null);
    }

    private static async Task<(ExistingObject? Found, Diagnostic? Problem)> ReadAsync(
        BoundResource resource, ExistingId id, ConnectionPool pool, TimeSpan timeout, CancellationToken cancellation)
    {
        var (connection, problem) = await pool.GetAsync(resource.Provider, cancellation);
        if (connection is null) return (null, problem ?? ReadProblems.NotFound(resource, id));
        var (found, error) = await AskAsync(connection, resource.Type, id.Text ?? "", timeout, ApplyOptions.Default.RetryDelay, cancellation);
        return (found, found is not null ? null : error is null ? ReadProblems.NotFound(resource, id) : ReadProblems.Refused(resource, id, error));
    }

    private static ResiliencePipeline<Envelope<WireResource>> Patience(TimeSpan pause) => new ResiliencePipelineBuilder<Envelope<WireResource>>().AddRetry(new RetryStrategyOptions<Envelope<WireResource>>
    {
        MaxRetryAttempts = MostRetries,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = pause,
        MaxDelay = LongestPause,
        ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome.Result?.Error?.Details is { Retryable: true }),
        DelayGenerator = attempt => ValueTask.FromResult<TimeSpan?>(attempt.Outcome.Result?.Error?.Details?.RetryAfterMs is { } asked and > 0 ? TimeSpan.FromMilliseconds(Math.Min(asked, LongestPause.TotalMilliseconds)) : null),
    }).Build();
}
