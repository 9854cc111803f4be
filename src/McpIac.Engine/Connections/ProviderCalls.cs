using McpIac.Schemas.Protocol;
using WireApplyOptions = McpIac.Schemas.Protocol.ApplyOptions;

namespace McpIac.Engine.Connections;

/// <summary>The standard's tools, typed.</summary>
public static class ProviderCalls
{
    public static Task<Envelope<ValidateData>> ValidateAsync(this IProviderConnection provider, ValidateArguments args, TimeSpan timeout, CancellationToken ct = default) =>
        provider.CallAsync<ValidateData>("validateConfig", args, timeout, ct);

    public static Task<Envelope<PlanData>> PlanAsync(this IProviderConnection provider, PlanArguments args, TimeSpan timeout, CancellationToken ct = default) =>
        provider.CallAsync<PlanData>("planDeployment", args, timeout, ct);

    public static Task<Envelope<ApplyData>> ApplyAsync(this IProviderConnection provider, ApplyArguments args, TimeSpan timeout, CancellationToken ct = default) =>
        provider.CallAsync<ApplyData>("applyDeployment", args, timeout, ct);

    public static Task<Envelope<WireResource>> GetAsync(this IProviderConnection provider, GetArguments args, TimeSpan timeout, CancellationToken ct = default) =>
        provider.CallAsync<WireResource>("getResource", args, timeout, ct);

    public static Task<Envelope<ListData>> ListAsync(this IProviderConnection provider, ListArguments args, TimeSpan timeout, CancellationToken ct = default) =>
        provider.CallAsync<ListData>("listResources", args, timeout, ct);

    public static Task<Envelope<SnapshotData>> SnapshotAsync(this IProviderConnection provider, CreateSnapshotArguments args, TimeSpan timeout, CancellationToken ct = default) =>
        provider.CallAsync<SnapshotData>("createSnapshot", args, timeout, ct);

    public static Task<Envelope<RollbackData>> RollbackAsync(this IProviderConnection provider, RollbackArguments args, TimeSpan timeout, CancellationToken ct = default) =>
        provider.CallAsync<RollbackData>("rollbackToSnapshot", args, timeout, ct);

    internal static ApplyArguments Batch(string deployment, IReadOnlyList<WireChange> changes, int parallelism, bool continueOnError) =>
        new(deployment, Changes: changes, Options: new WireApplyOptions(parallelism, continueOnError));
}
