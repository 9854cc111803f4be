using McpIac.Providers.Stores;

namespace McpIac.Providers.Deployments;

/// <summary>The order in which objects can be deleted: in stages, dependents before what they depend on.</summary>
internal static class DeletionOrder
{
    /// <summary>What depends on one another in a circle goes together, last: deleting it may fail, but nothing else has to wait for it.</summary>
    public static IReadOnlyList<IReadOnlyList<StoredObject>> Of(IReadOnlyList<StoredObject> objects)
    {
        var stages = new List<IReadOnlyList<StoredObject>>();
        var left = objects.Reverse().ToList();
        while (left.Count > 0)
        {
            var needed = left.SelectMany(o => o.Dependencies.Where(d => d != o.Urn)).ToHashSet(StringComparer.Ordinal);
            var free = left.Where(o => !needed.Contains(o.Urn)).ToList();
            if (free.Count == 0) free = [.. left];
            stages.Add(free);
            left.RemoveAll(free.Contains);
        }

        return stages;
    }
}
