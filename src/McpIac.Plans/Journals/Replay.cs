using System.Collections.Immutable;
using McpIac.Plans.States;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Journals;

/// <summary>State is its journal, replayed. Pure; the first entry of a plain state copies it, each one after that costs O(log N).</summary>
public static class Replay
{
    public static DeploymentState Apply(DeploymentState state, IEnumerable<JournalEntry> entries) => entries.Aggregate(state, Apply);

    public static DeploymentState Apply(DeploymentState state, JournalEntry entry)
    {
        var next = state with { Serial = state.Serial + 1 };
        return entry switch
        {
            IntentRecorded i => next with
            {
                Pending = Pending(Settle(state, i.Key)).Add(i.Pending(next.Serial)),
            },
            ResourceConfirmed c => Settle(next, c.Key) with { Resources = Confirm(state, c) },
            ResourceGone g => Settle(next, g.Key) with { Resources = Remove(state, g) },
            IntentFailed f => Settle(next, f.Key),
            DeposedRestored r => next with { Resources = Restore(state, r) },
            DependenciesRecorded d => next with { Resources = Edit(state, d.Urn, r => r with { Dependencies = d.Dependencies }) },
            OptionsRecorded o => next with { Resources = Edit(state, o.Urn, r => r with { Options = o.Options }) },
            ResourceObserved o => next with { Resources = Edit(state, o.Urn, r => r with { Inputs = o.Inputs, Outputs = o.Outputs, Etag = o.Etag, Private = o.Private, Seen = o.Seen }) },
            ResourceMarked m => next with { Resources = Edit(state, m.Urn, r => r with { Tainted = m.Tainted, Protected = m.Protected }) },
            StateImported i => new DeploymentState(
                state.Deployment, Math.Max(state.Serial, i.Serial) + 1, i.Resources.ToImmutableDictionary(r => r.Urn, StringComparer.Ordinal), i.Outputs, [.. i.Pending]),
            ResourcesRenamed r => next with { Resources = Renamed(state, r) },
            OutputsRecorded o => next with { Outputs = o.Outputs },
            _ => next,
        };
    }

    private static ImmutableDictionary<string, ResourceState> Confirm(DeploymentState state, ResourceConfirmed entry)
    {
        // Deposed objects are the journal's to know, never the entry's: an entry written from an older view must not lose one.
        var serial = state.Serial + 1;
        var since = serial;
        var (tainted, isProtected) = (false, false);
        IReadOnlyList<DeposedResource> deposed = entry.Resource.Deposed;
        if (state.Resources.TryGetValue(entry.Resource.Urn, out var prior))
        {
            // A provider may give the new object the old one's id; then there is nothing left to delete.
            var replaced = entry.DeposePrior && prior.Id.Length > 0 && (prior.Id != entry.Resource.Id || prior.Provider != entry.Resource.Provider);
            deposed = replaced ? [.. Elsewhere(prior.Deposed, prior.Provider, entry.Resource.Provider), AsDeposed(prior, serial, entry.Resource.Provider)]
                : Elsewhere(prior.Deposed, prior.Provider, entry.Resource.Provider);
            if (prior.Id == entry.Resource.Id && prior.Provider == entry.Resource.Provider) (since, tainted) = (prior.Since, prior.Tainted && !entry.DeposePrior);
            isProtected = prior.Protected;
        }

        // It refers to what was current when it was sent, however much later its result was heard of.
        var sent = state.Pending.FirstOrDefault(p => p.Key == entry.Key)?.Serial ?? 0;
        var at = entry.Resource.At > 0 ? entry.Resource.At : sent > 0 ? sent : serial;
        return Resources(state).SetItem(entry.Resource.Urn, entry.Resource with { Deposed = deposed, Since = since, At = at, Tainted = tainted, Protected = isProtected });
    }

    private static ImmutableDictionary<string, ResourceState> Remove(DeploymentState state, ResourceGone entry)
    {
        var resources = Resources(state);
        if (!resources.TryGetValue(entry.Urn, out var prior)) return resources;
        var left = entry.DeposedId is null
            ? prior with { Id = "", Inputs = Datum.EmptyMap, Outputs = Datum.EmptyMap, Etag = null, Private = null, Dependencies = [], Since = 0, At = 0, Incomplete = false, Options = null, Seen = null, Tainted = false, Protected = false }
            : prior with { Deposed = [.. prior.Deposed.Where(d => d.Id != entry.DeposedId)] };
        return left.Id.Length == 0 && left.Deposed.Count == 0 ? resources.Remove(entry.Urn) : resources.SetItem(entry.Urn, left);
    }

    // The two change places, so that the new object, which is about to be deleted, is still known if that fails.
    private static ImmutableDictionary<string, ResourceState> Restore(DeploymentState state, DeposedRestored entry)
    {
        var resources = Resources(state);
        if (!resources.TryGetValue(entry.Urn, out var current)) return resources;
        var old = current.Deposed.FirstOrDefault(d => d.Id == entry.Id);
        if (old is null) return resources;
        var provider = old.Provider ?? current.Provider;
        var others = Elsewhere(current.Deposed.Where(d => d.Id != entry.Id), current.Provider, provider);
        return resources.SetItem(entry.Urn, current with
        {
            Id = old.Id,
            Provider = provider,
            Inputs = old.Inputs,
            Outputs = old.Outputs,
            Etag = old.Etag,
            Private = old.Private,
            Dependencies = old.Dependencies,
            Since = old.Since,
            At = old.At,
            Incomplete = false,
            Seen = old.Seen,
            Tainted = old.Tainted,
            Options = old.Options,
            Deposed = current.Id.Length > 0 ? [.. others, AsDeposed(current, state.Serial + 1, provider)] : others,
        });
    }

    private static ImmutableDictionary<string, ResourceState> Edit(DeploymentState state, string urn, Func<ResourceState, ResourceState> edit)
    {
        var resources = Resources(state);
        return resources.TryGetValue(urn, out var current) ? resources.SetItem(urn, edit(current)) : resources;
    }

    // A name that is taken stays whose it is: two resources can't be told apart afterwards.
    private static ImmutableDictionary<string, ResourceState> Renamed(DeploymentState state, ResourcesRenamed entry)
    {
        var resources = Resources(state);
        var names = entry.Names.Where(n => resources.ContainsKey(n.From) && !resources.ContainsKey(n.To)).DistinctBy(n => n.From).DistinctBy(n => n.To).ToDictionary(n => n.From, StringComparer.Ordinal);
        if (names.Count == 0) return resources;
        return resources.Values.Select(r => Refer(names.TryGetValue(r.Urn, out var name) ? r with { Urn = name.To, Type = name.Type, Name = name.Name, Origin = r.ProviderUrn } : r, names))
            .ToImmutableDictionary(r => r.Urn, StringComparer.Ordinal);
    }

    private static ResourceState Refer(ResourceState resource, Dictionary<string, Renaming> names)
    {
        IReadOnlyList<string> Now(IReadOnlyList<string> urns) => urns.Any(names.ContainsKey) ? [.. urns.Select(u => names.TryGetValue(u, out var name) ? name.To : u)] : urns;
        return resource with
        {
            Dependencies = Now(resource.Dependencies),
            Deposed = resource.Deposed.Count == 0 ? resource.Deposed : [.. resource.Deposed.Select(d => d with { Dependencies = Now(d.Dependencies) })],
        };
    }

    /// <summary>The same objects, beside one that may be of another provider than the current one was.</summary>
    private static IReadOnlyList<DeposedResource> Elsewhere(IEnumerable<DeposedResource> deposed, string before, string now) =>
        [.. before == now ? deposed : deposed.Select(d => d with { Provider = (d.Provider ?? before) == now ? null : d.Provider ?? before })];

    private static DeposedResource AsDeposed(ResourceState resource, long until, string beside) =>
        new(resource.Id, resource.Inputs, resource.Outputs, resource.Etag, resource.Private, resource.Dependencies, resource.Since, resource.At, until, resource.Options,
            resource.Provider == beside ? null : resource.Provider, resource.Seen, resource.Tainted);

    private static DeploymentState Settle(DeploymentState state, string key)
    {
        var pending = Pending(state);
        var index = pending.FindIndex(p => p.Key == key);
        return index < 0 ? state : state with { Pending = pending.RemoveAt(index) };
    }

    private static ImmutableDictionary<string, ResourceState> Resources(DeploymentState state) =>
        state.Resources as ImmutableDictionary<string, ResourceState> ?? state.Resources.ToImmutableDictionary(StringComparer.Ordinal);

    private static ImmutableList<PendingIntent> Pending(DeploymentState state) =>
        state.Pending as ImmutableList<PendingIntent> ?? [.. state.Pending];
}
