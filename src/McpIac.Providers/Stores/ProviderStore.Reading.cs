namespace McpIac.Providers.Stores;

public sealed partial class ProviderStore
{
    internal LedgerEntry? Entry(string key)
    {
        lock (gate) return world.Entry(key);
    }

    internal LedgerEntry? Deletion(string type, string id)
    {
        lock (gate) return world.Deletion(new ObjectKey(type, id));
    }

    internal LedgerEntry? Deletion(string urn)
    {
        lock (gate) return world.Deletion(urn);
    }

    /// <summary>All live objects by their positions in a listing.</summary>
    internal IReadOnlyList<StoredObject> InOrder()
    {
        lock (gate) return world.InOrder();
    }

    internal IReadOnlyList<StoredObject> OfUrn(string urn)
    {
        lock (gate) return [.. world.OfUrn(urn)];
    }

    internal IReadOnlyList<LedgerEntry> Undecided(string deployment)
    {
        lock (gate) return [.. world.Entries.Where(e => !e.IsDefinite && e.Deployment == deployment)];
    }

    internal StoredSnapshot? Snapshot(string id)
    {
        lock (gate) return world.Snapshot(id);
    }

    internal IReadOnlyList<StoredSnapshot> Snapshots(string deployment)
    {
        lock (gate) return [.. world.Snapshots.Where(s => s.Deployment == deployment)];
    }

    internal long Version(string deployment)
    {
        lock (gate) return world.Version(deployment);
    }
}
