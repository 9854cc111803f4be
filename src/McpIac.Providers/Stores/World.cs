namespace McpIac.Providers.Stores;

/// <summary>The store's content in memory: live objects in creation order, the ledger, snapshots. Not thread-safe.</summary>
internal sealed class World
{
    private readonly LinkedList<StoredObject> order = new();
    private readonly Dictionary<ObjectKey, LinkedListNode<StoredObject>> live = [];
    private readonly Dictionary<string, List<ObjectKey>> byUrn = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LedgerEntry> ledger = new(StringComparer.Ordinal);
    private readonly Dictionary<ObjectKey, LedgerEntry> deletedById = [];
    private readonly Dictionary<string, LedgerEntry> deletedByUrn = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StoredSnapshot> snapshots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> versions = new(StringComparer.Ordinal), fences = new(StringComparer.Ordinal);

    // Sorted again after a change: pages of a listing follow each other with hardly one between.
    private StoredObject[]? sorted;

    public IEnumerable<StoredObject> Objects => order;
    public IEnumerable<LedgerEntry> Entries => ledger.Values;
    public IEnumerable<StoredSnapshot> Snapshots => snapshots.Values;
    public IReadOnlyDictionary<string, long> Versions => versions;
    public IReadOnlyDictionary<string, long> Fences => fences;
    public int Count => live.Count;

    public StoredObject? Find(ObjectKey key) => live.TryGetValue(key, out var node) ? node.Value : null;

    /// <summary>The objects of a urn, oldest first: more than one while a replaced one waits for its deletion.</summary>
    public IEnumerable<StoredObject> OfUrn(string urn) =>
        byUrn.TryGetValue(urn, out var keys) ? keys.Select(k => live[k].Value) : [];

    /// <summary>All of them by <see cref="ObjectKey.Position"/>; what is returned doesn't change.</summary>
    public IReadOnlyList<StoredObject> InOrder()
    {
        if (sorted is not null) return sorted;
        StoredObject[] all = [.. order];
        Array.Sort([.. all.Select(o => o.Key.Position)], all, StringComparer.Ordinal);
        return sorted = all;
    }

    public LedgerEntry? Entry(string key) => ledger.GetValueOrDefault(key);
    public LedgerEntry? Deletion(ObjectKey key) => deletedById.GetValueOrDefault(key);
    public LedgerEntry? Deletion(string urn) => deletedByUrn.GetValueOrDefault(urn);
    public StoredSnapshot? Snapshot(string id) => snapshots.GetValueOrDefault(id);
    public long Version(string deployment) => versions.GetValueOrDefault(deployment);

    /// <summary>Applies a line. Applying a log a second time to what it led to changes nothing but versions.</summary>
    public void Apply(LogLine line)
    {
        if (line.Remove is { } key) Remove(key);
        if (line.Put is { } put) Put(put, replacing: line.Entry?.Replacing == true);
        if (line.Entry is { } entry) Enter(entry);
        if (line.Snapshot is { } snapshot) snapshots[snapshot.Id] = snapshot;
        foreach (var (deployment, version) in line.Versions ?? new Dictionary<string, long>()) versions[deployment] = version;
        foreach (var (deployment, token) in line.Fences ?? new Dictionary<string, long>()) fences[deployment] = token;
        if (line.ChangesWorld && line.Entry is { } cause) versions[cause.Deployment] = Version(cause.Deployment) + 1;
    }

    public void Put(StoredObject put, bool replacing = false)
    {
        sorted = null;
        if (live.TryGetValue(put.Key, out var node))
        {
            if (node.Value.Urn != put.Urn) Forget(node.Value);
            node.Value = put;
        }
        else
        {
            live[put.Key] = order.AddLast(put);
        }

        var keys = KeysOf(put.Urn);
        if (!keys.Contains(put.Key)) keys.Add(put.Key);
        if (replacing) foreach (var old in keys.Where(k => k != put.Key)) live[old].Value = live[old].Value with { Deposed = true };
        deletedById.Remove(put.Key);
    }

    /// <summary>Drops what is older than the ledger's keep.</summary>
    public void Prune(DateTimeOffset before)
    {
        foreach (var entry in ledger.Values.Where(e => e.At < before).ToArray())
        {
            ledger.Remove(entry.Key);
            if (entry.Id is not null && Deletion(new ObjectKey(entry.Type, entry.Id)) == entry) deletedById.Remove(new ObjectKey(entry.Type, entry.Id));
            if (Deletion(entry.Urn) == entry) deletedByUrn.Remove(entry.Urn);
        }
    }

    private void Enter(LedgerEntry entry)
    {
        ledger[entry.Key] = entry;
        if (entry.Action != "delete" || entry.Outcome is not ("applied" or "noop")) return;
        if (entry.Id is not null) deletedById[new ObjectKey(entry.Type, entry.Id)] = entry;
        deletedByUrn[entry.Urn] = entry;
    }

    private void Remove(ObjectKey key)
    {
        if (!live.Remove(key, out var node)) return;
        sorted = null;
        order.Remove(node);
        Forget(node.Value);

        // A replacement that was taken back leaves the object it was to replace as the urn's own again.
        if (byUrn.TryGetValue(node.Value.Urn, out var rest) && rest.All(k => live[k].Value.Deposed))
        {
            live[rest[^1]].Value = live[rest[^1]].Value with { Deposed = false };
        }
    }

    private void Forget(StoredObject gone)
    {
        if (!byUrn.TryGetValue(gone.Urn, out var keys)) return;
        keys.Remove(gone.Key);
        if (keys.Count == 0) byUrn.Remove(gone.Urn);
    }

    private List<ObjectKey> KeysOf(string urn)
    {
        if (!byUrn.TryGetValue(urn, out var keys)) byUrn[urn] = keys = [];
        return keys;
    }
}
