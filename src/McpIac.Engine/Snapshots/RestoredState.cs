using McpIac.Engine.Connections;
using McpIac.Engine.Refreshing;
using McpIac.Plans.Journals;
using McpIac.Plans.Rollbacks;
using McpIac.Plans.Secrets;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Protocol;

namespace McpIac.Engine.Snapshots;

/// <summary>What state is to say once providers went back to a snapshot: what they tell of, and of what they made anew what state knew when the snapshot was taken.</summary>
internal sealed class RestoredState(DeploymentState then, DeploymentState now, Catalog catalog, ConnectionPool pool, CancellationToken cancellation)
{
    private static readonly TimeSpan QuestionTimeout = TimeSpan.FromMinutes(1);

    // As it was then comes first.
    private readonly ILookup<(string Provider, string Type, string? Urn), ResourceState> known =
        then.Resources.Values.Concat(now.Resources.Values).ToLookup(r => (r.Provider, r.Type, (string?)r.ProviderUrn));

    public async Task<(IReadOnlyList<JournalEntry> Entries, IReadOnlyList<Diagnostic> Problems)> FindAsync(IEnumerable<string> providers)
    {
        var found = await new Refresher(catalog, now, pool, QuestionTimeout, cancellation).RefreshAsync(providers);
        var gone = found.Drifts.Where(d => d.IsGone).Select(d => d.Urn).ToHashSet(StringComparer.Ordinal);
        var made = found.Strays.Select(s => (Known: Known(s.Provider, s.Resource), s.Resource)).Where(s => s.Known is not null).Select(s => (Told: s.Resource, State: Remade(s.Known ?? throw new InvalidOperationException(), s.Resource))).ToArray();
        var remade = RemadeObjects.Of(now with { Resources = now.Resources.Values.Concat(made.Select(m => m.State)).GroupBy(r => r.Urn, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last(), StringComparer.Ordinal) }, then, now);
        return (
        [
            .. found.Drifts.Select(d => d.Entry), .. await LeftoversGoneAsync(),
            .. from one in InOrder(made)
               let old = now.Resources.GetValueOrDefault(one.State.Urn)
               select new ResourceConfirmed("restore", one.State with { Inputs = Sent(one.State, remade.Follow(one.State), one.Told) }, DeposePrior: old is { Id.Length: > 0 } && !gone.Contains(one.State.Urn)),
        ], found.Problems);
    }

    // By when they were recorded state tells which object of a resource another refers to, so what is referred to comes first.
    private static List<(WireResource Told, ResourceState State)> InOrder(IReadOnlyList<(WireResource Told, ResourceState State)> made)
    {
        var byUrn = made.ToLookup(m => m.State.Urn, StringComparer.Ordinal);
        var (ordered, seen) = (new List<(WireResource, ResourceState)>(), new HashSet<string>(StringComparer.Ordinal));
        var open = new Stack<(string Urn, bool Ready)>(made.Select(m => (m.State.Urn, false)).Reverse());
        while (open.TryPop(out var next))
        {
            if (next.Ready) ordered.AddRange(byUrn[next.Urn]);
            if (next.Ready || !seen.Add(next.Urn)) continue;
            open.Push((next.Urn, true));
            foreach (var needed in byUrn[next.Urn].SelectMany(m => m.State.Dependencies).Where(byUrn.Contains)) open.Push((needed, false));
        }

        return ordered;
    }

    // Where it refers to what was made anew too, its provider may have given it the new id.
    private static Datum Sent(ResourceState known, Datum followed, WireResource told) =>
        Datum.MapOf(known.Inputs.Members.Select(m => KeyValuePair.Create(m.Key, followed[m.Key] is { } value && value.Equals(told.Properties[m.Key]) ? value : m.Value)));

    // Replacements that were undone leave nothing over: a restore deletes what was in the way of the object of then.
    private async Task<IReadOnlyList<JournalEntry>> LeftoversGoneAsync()
    {
        var gone = new List<JournalEntry>();
        foreach (var (resource, deposed) in now.Resources.Values.SelectMany(r => r.Deposed.Select(d => (r, d))))
        {
            var (connection, _) = await pool.GetAsync(deposed.Provider ?? resource.Provider, cancellation);
            if (connection is null) continue;
            var answer = await connection.GetAsync(new GetArguments(Id: deposed.Id, Type: resource.Type), QuestionTimeout, cancellation);
            if (answer.Error?.Code == ErrorCodes.NotFound || answer.Data is { State: "deleted" }) gone.Add(new ResourceGone("restore", resource.Urn, deposed.Id));
        }

        return gone;
    }

    private ResourceState? Known(string provider, WireResource resource) => known[(provider, resource.Type, resource.Urn)].FirstOrDefault();

    // It was made from what was sent then; only what comes back may be otherwise.
    private ResourceState Remade(ResourceState known, WireResource resource)
    {
        var (outputs, shape) = (resource.Outputs ?? Datum.EmptyMap, catalog.Find(known.Type)?.Outputs);
        var secret = known.Outputs.Members.Where(m => Fingerprints.ContainsAny(m.Value)).Select(m => m.Key).ToHashSet(StringComparer.Ordinal);
        var safe = Fingerprints.ProtectEchoes(known.ProviderUrn, Fingerprints.Protect(known.ProviderUrn, shape, outputs, secret), Fingerprints.SecretTexts(shape, outputs, secret));
        return known with { Id = resource.Id, Outputs = safe, Etag = resource.Etag, Private = resource.Private, Deposed = [], Since = 0, At = 0, Incomplete = resource.State != "created", Tainted = false };
    }
}
