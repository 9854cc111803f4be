using McpIac.Plans.Binding;
using McpIac.Plans.Graphs;
using McpIac.Plans.Secrets;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Comparison;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Planning;

/// <summary>
/// The objects of the state that are going to give their natural keys free: of resources that leave the program, that are replaced, or updated to another key, and leftovers of replacements. By type
/// and hash, so that many don't have to be compared with many.
/// </summary>
internal sealed class KeyHolders
{
    // Of a key with a secret in it nothing but the secret itself tells whether it is the same.
    private const int Hidden = 0;

    private readonly ILookup<(string Type, string Key, int Hash), Holder> holders;

    private sealed record Holder(StateObject Item, string Provider, string ProviderUrn, Datum Inputs);

    private KeyHolders(ILookup<(string Type, string Key, int Hash), Holder> holders) => this.holders = holders;

    public static KeyHolders Of(DeploymentState state, IReadOnlyDictionary<string, PlannedResource> planned, Selection selection)
    {
        var types = planned.Values.Select(p => p.Resource.Type).DistinctBy(t => t.Token).Where(t => t.NaturalKeys.Any(k => k.Count > 0)).ToDictionary(t => t.Token, StringComparer.Ordinal);
        return new KeyHolders(
            (from resource in state.Resources.Values
             where types.ContainsKey(resource.Type) && selection.Has(resource.Urn)
             from holder in Held(resource, planned)
             from key in types[resource.Type].NaturalKeys
             where key.Count > 0
             let hash = Hash(types[resource.Type], key, holder.Inputs)
             where hash is not null
             select (Index: (resource.Type, string.Join('\n', key), hash ?? Hidden), Holder: holder)).ToLookup(p => p.Index, p => p.Holder));
    }

    /// <summary>Those whose natural key the resource takes, and didn't have already.</summary>
    public IEnumerable<StateObject> Before(PlannedResource resource)
    {
        var (bound, own) = (resource.Resource, new StateObject(resource.Resource.Urn, null));
        return from key in bound.Type.NaturalKeys
               where key.Count > 0 && !(resource is { Action: StepAction.Update, Prior: { } prior } && Shares(bound, key, prior.ProviderUrn, prior.Inputs, resource.Inputs))
               let hash = Hash(bound.Type, key, resource.Inputs)
               where hash is not null
               from holder in new[] { hash ?? Hidden, Hidden }.Distinct().SelectMany(h => holders[(bound.Type.Token, string.Join('\n', key), h)])
               where holder.Item != own && holder.Provider == bound.Provider && Shares(bound, key, holder.ProviderUrn, holder.Inputs, resource.Inputs)
               select holder.Item;
    }

    /// <summary>A resource that has one of the natural keys that it had.</summary>
    public static bool Keeps(PlannedResource resource) => resource.Prior is { } prior && prior.Provider == resource.Resource.Provider
        && resource.Resource.Type.NaturalKeys.Any(key => key.Count > 0 && Shares(resource.Resource, key, prior.ProviderUrn, prior.Inputs, resource.Inputs));

    private static IEnumerable<Holder> Held(ResourceState resource, IReadOnlyDictionary<string, PlannedResource> planned)
    {
        foreach (var deposed in resource.Deposed) yield return new Holder(new StateObject(resource.Urn, deposed.Id), deposed.Provider ?? resource.Provider, resource.ProviderUrn, deposed.Inputs);
        if (resource.Id.Length == 0) yield break;
        var goes = planned.TryGetValue(resource.Urn, out var stays)
            ? stays.Action == StepAction.Update || stays is { Action: StepAction.Replace, Resource.Options.Retain: false }
            : !KeptOptions.IsRetained(resource);
        if (goes) yield return new Holder(new StateObject(resource.Urn, null), resource.Provider, resource.ProviderUrn, resource.Inputs);
    }

    private static bool Shares(BoundResource resource, IReadOnlyList<string> key, string urn, Datum before, Datum after) => key.All(name =>
    {
        var shape = resource.Type.Properties.Member(name)?.Shape;
        var (was, willBe) = (before[name] ?? shape?.Default, after[name] ?? shape?.Default);
        return was is not null && willBe is not null && !Fingerprints.ContainsUnknown(willBe) && Fingerprints.Same(urn, shape, was, willBe);
    });

    // Null where there is no such key: what lacks a part of it, or doesn't know it yet, is like nothing else.
    private static int? Hash(ResourceType type, IReadOnlyList<string> key, Datum inputs)
    {
        var hash = 1;
        foreach (var name in key)
        {
            var shape = type.Properties.Member(name)?.Shape;
            if ((inputs[name] ?? shape?.Default) is not { } value || Fingerprints.ContainsUnknown(value)) return null;
            if (Fingerprints.ContainsAny(value)) return Hidden;
            hash = HashCode.Combine(hash, Equivalence.Hash(shape, value));
        }

        return hash;
    }
}
