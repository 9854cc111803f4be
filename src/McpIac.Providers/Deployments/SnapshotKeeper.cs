using System.Globalization;
using McpIac.Providers.Changes;
using McpIac.Providers.Handlers;
using McpIac.Providers.Secrets;
using McpIac.Providers.Stores;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Deployments;

/// <summary><c>createSnapshot</c>: the recorded properties of a deployment's objects, kept to return to.</summary>
internal sealed class SnapshotKeeper(IReadOnlyDictionary<string, IResourceHandler> handlers, ProviderStore store, TimeProvider time)
{
    public async Task<(SnapshotData? Data, WireError? Error)> CreateAsync(CreateSnapshotArguments args, CancellationToken cancellation)
    {
        StoredObject[] objects = [.. store.Objects().Where(o => o.Deployment == args.DeploymentId && !o.Deposed)];
        if (objects.Length == 0 && store.Version(args.DeploymentId) == 0) return (null, Failure.Of(ErrorCodes.NotFound, $"There is no deployment {args.DeploymentId}."));
        var snapshot = new StoredSnapshot($"snap-{Guid.CreateVersion7():N}", args.DeploymentId, args.Label, time.GetUtcNow(), objects);
        await store.PrepareAsync(cancellation);
        await store.RecordAsync(new LogLine(Snapshot: snapshot));
        string[] excludes = [.. objects.SelectMany(Excluded).Distinct(StringComparer.Ordinal)];
        return (new SnapshotData(snapshot.Id, snapshot.Created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            objects.Length, excludes.Length == 0 ? "exact" : "partial", excludes), null);
    }

    private IEnumerable<string> Excluded(StoredObject stored)
    {
        var type = handlers.GetValueOrDefault(stored.Type)?.Type;
        if (Markers.ContainsFingerprint(stored.Properties)) yield return $"{stored.Urn}: its secrets, which aren't kept";
        if (type?.Stateful == true) yield return $"{stored.Urn}: the data in it";
        if (type?.UndoDelete == UndoKind.Irreversible) yield return $"{stored.Urn}: if it is deleted, it can't be made again";
    }
}
