using McpIac.Plans.Binding;
using McpIac.Plans.Graphs;
using McpIac.Plans.Secrets;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Planning;

/// <summary>
/// Finds what has to be deleted before something can be created: old and new can't share a natural key, some types say so themselves, and what
/// depends on such an object goes before it.
/// </summary>
internal sealed class RoomMaking(DeploymentState state, IReadOnlyDictionary<string, PlannedResource> planned, DeletionOrder order, Selection selection)
{
    private readonly HashSet<string> early = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> waitsFor = new(StringComparer.Ordinal);

    /// <summary>Replaced or removed, and deleted first.</summary>
    public bool IsEarly(string urn) => early.Contains(urn);

    /// <summary>Removed resources whose natural key this one takes.</summary>
    public IReadOnlyList<string> WaitsFor(string urn) => waitsFor.TryGetValue(urn, out var list) ? list : [];

    public void Find()
    {
        var removed = Removed();
        var queue = new Queue<string>();
        foreach (var resource in planned.Values.Where(p => p.Action is StepAction.Create or StepAction.Replace))
        {
            foreach (var key in resource.Resource.Type.NaturalKeys.Where(k => k.Count > 0)) Match(resource, key, removed, queue);
            if (resource is { Action: StepAction.Replace, Prior: { } prior, Resource.Options.Retain: false } && (resource.Resource.Type.DeleteFirst || resource.Resource.Options.DeleteBeforeReplace || Keeps(resource, prior))) queue.Enqueue(resource.Resource.Urn);
        }

        while (queue.TryDequeue(out var urn))
        {
            if (!early.Add(urn)) continue;
            foreach (var dependent in CurrentDependents(urn).Where(IsGoing)) queue.Enqueue(dependent);
        }
    }

    private IEnumerable<string> CurrentDependents(string urn) =>
        order.DependentsOf(new StateObject(urn, null)).Where(d => d.DeposedId is null).Select(d => d.Urn);

    private bool IsGoing(string urn) =>
        planned.TryGetValue(urn, out var resource) ? resource is { Action: StepAction.Replace, Resource.Options.Retain: false }
            : state.Resources.TryGetValue(urn, out var old) && old.Id.Length > 0 && selection.Has(urn) && !KeptOptions.IsRetained(old);

    // By type and hash, so that many new and many removed resources don't have to be compared each with each.
    private ILookup<(string Type, string Key, int Hash), ResourceState> Removed() =>
        (from type in planned.Values.Select(p => p.Resource.Type).DistinctBy(t => t.Token)
         join old in state.Resources.Values on type.Token equals old.Type
         where old.Id.Length > 0 && !planned.ContainsKey(old.Urn) && selection.Has(old.Urn) && !KeptOptions.IsRetained(old)
         from key in type.NaturalKeys
         where key.Count > 0
         select (Index: (old.Type, string.Join('\n', key), Hash(type, key, old.Inputs)), Old: old)).ToLookup(p => p.Index, p => p.Old);

    private void Match(
        PlannedResource resource, IReadOnlyList<string> key, ILookup<(string Type, string Key, int Hash), ResourceState> removed, Queue<string> queue)
    {
        var (urn, type) = (resource.Resource.Urn, resource.Resource.Type);
        foreach (var old in removed[(type.Token, string.Join('\n', key), Hash(type, key, resource.Inputs))])
        {
            // A delete that itself waits for this resource can't go before it.
            if (old.Provider != resource.Resource.Provider || CurrentDependents(old.Urn).Contains(urn) || !Shares(resource.Resource, key, old.ProviderUrn, old.Inputs, resource.Inputs)) continue;
            if (!waitsFor.TryGetValue(urn, out var list)) waitsFor[urn] = list = [];
            if (!list.Contains(old.Urn)) list.Add(old.Urn);
            queue.Enqueue(old.Urn);
        }
    }

    private static bool Keeps(PlannedResource resource, ResourceState prior) =>
        prior.Provider == resource.Resource.Provider && resource.Resource.Type.NaturalKeys.Any(key => key.Count > 0 && Shares(resource.Resource, key, prior.ProviderUrn, prior.Inputs, resource.Inputs));

    private static bool Shares(BoundResource resource, IReadOnlyList<string> key, string urn, Datum before, Datum after) => key.All(name =>
    {
        var shape = resource.Type.Properties.Member(name)?.Shape;
        var (was, willBe) = (before[name] ?? shape?.Default, after[name] ?? shape?.Default);
        return was is not null && willBe is not null && !Fingerprints.ContainsUnknown(willBe) && Fingerprints.Same(urn, shape, was, willBe);
    });

    // Values that are equal only in a softer sense, or secret, count as one here; Shares looks closely.
    private static int Hash(ResourceType type, IReadOnlyList<string> key, Datum inputs) => key.Aggregate(0, (hash, name) =>
    {
        var shape = type.Properties.Member(name)?.Shape;
        var exact = shape is { Equal: null, Kind: ShapeKind.Text or ShapeKind.Integer or ShapeKind.Boolean } && !Fingerprints.IsSecret(shape);
        var value = inputs[name] ?? shape?.Default;
        return HashCode.Combine(hash, exact && value is { Kind: DatumKind.Text or DatumKind.Number or DatumKind.Boolean } ? value.GetHashCode() : 0);
    });
}
