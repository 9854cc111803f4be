using System.Collections.Concurrent;
using McpIac.Engine.Connections;
using McpIac.Plans.Drifts;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Protocol;

namespace McpIac.Engine.Refreshing;

/// <summary>
/// Asks providers what there really is of a deployment: a page at a time where they list it, else object by object. What a provider can't tell is taken to be as
/// state says.
/// </summary>
internal sealed class Refresher(Catalog catalog, DeploymentState state, ConnectionPool pool, TimeSpan timeout, CancellationToken cancellation)
{
    private const int Page = 500, AtOnce = 16;

    private readonly ConcurrentDictionary<string, Drift> drifts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Datum> outputs = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<(string Provider, WireResource Resource)> strays = [];
    private readonly ConcurrentBag<Diagnostic> problems = [];

    /// <param name="providers">Of the program: they may have what state doesn't know.</param>
    public async Task<Refreshed> RefreshAsync(IEnumerable<string> providers)
    {
        var known = state.Resources.Values.Where(r => r.Id.Length > 0).ToLookup(r => r.Provider, StringComparer.Ordinal);
        var all = known.Select(k => k.Key).Concat(providers).Distinct(StringComparer.Ordinal);
        await Task.WhenAll(all.Select(p => RefreshAsync(p, [.. known[p]])));
        return new Refreshed(
            [.. state.Resources.Keys.Order(StringComparer.Ordinal).Where(drifts.ContainsKey).Select(u => drifts[u])], outputs,
            [.. strays.OrderBy(s => s.Resource.Urn, StringComparer.Ordinal)], [.. problems.OrderBy(p => p.Message, StringComparer.Ordinal)]);
    }

    private async Task RefreshAsync(string provider, IReadOnlyList<ResourceState> known)
    {
        var (connection, problem) = await pool.GetAsync(provider, cancellation);
        if (connection is null)
        {
            // What isn't there yet is nobody's loss; whoever sends something to it will hear of it.
            if (known.Count > 0) problems.Add(problem ?? Unreachable(provider));
            return;
        }

        var listed = await ListAsync(connection);
        var left = known.Where(r => !listed.TryGetValue((r.Type, r.Id), out var found) || !Take(r, found)).ToArray();
        if (left.Length > 0) await Parallel.ForEachAsync(left, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (r, _) => await AskAsync(connection, r));
        var ours = known.Select(r => (r.Type, r.Id)).Concat(state.Resources.Values.SelectMany(r => r.Deposed.Select(d => (r.Type, d.Id)))).ToHashSet();
        foreach (var (id, resource) in listed.Where(l => !ours.Contains(l.Key) && l.Value.State is not "deleted" and not "failed" && IsOurs(l.Value.Urn))) strays.Add((provider, resource));
    }

    /// <summary>What it lists; nothing when it can't.</summary>
    private async Task<Dictionary<(string Type, string Id), WireResource>> ListAsync(IProviderConnection connection)
    {
        var found = new Dictionary<(string, string), WireResource>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? cursor = null;
        do
        {
            var answer = await connection.ListAsync(new ListArguments(Managed: true, Cursor: cursor, Limit: Page, Actual: true, Deployment: state.Deployment), timeout, cancellation);
            if (answer.Data is not { Resources: not null } page) break;
            foreach (var resource in page.Resources.Where(r => r is { Id.Length: > 0, Type: not null })) found[(resource.Type, resource.Id)] = resource;

            // A server that goes round in circles has no more to tell.
            cursor = seen.Add(page.NextCursor ?? "") ? page.NextCursor : null;
        }
        while (cursor is not null);

        return found;
    }

    private async Task AskAsync(IProviderConnection connection, ResourceState known)
    {
        var answer = await connection.GetAsync(new GetArguments(Id: known.Id, Type: known.Type), timeout, cancellation);
        if (answer.Data is { } found && found.Id == known.Id) Take(known, found);
        else if (answer.Error?.Code == ErrorCodes.NotFound) drifts[known.Urn] = new Drift(known, null, [], []);
        else if (answer.Error?.Code is not ErrorCodes.Unsupported) problems.Add(Unreadable(known, answer.Error?.Message ?? "it told of something else."));
    }

    /// <summary>False when what was found says nothing about what is.</summary>
    private bool Take(ResourceState known, WireResource found)
    {
        if (found.State is "deleted")
        {
            drifts[known.Urn] = new Drift(known, null, [], []);
            return true;
        }

        // A change of it is under way, or wasn't finished: what is there now is not what will be.
        if (found.State is not ("created" or "tainted") || catalog.Find(known.Type) is not { } type) return found.State is not ("unknown" or "failed");
        if (found.Outputs is { } told) outputs[known.Urn] = told;
        if (Sight.Compare(known, type, found.Properties, found.Outputs, found.Etag, found.Private) is { } drift) drifts[known.Urn] = drift;
        return true;
    }

    private bool IsOurs(string? urn) => urn?.StartsWith(state.Deployment + "/", StringComparison.Ordinal) == true;

    private static Diagnostic Unreachable(string provider) => Diagnostic.Error("MCI3061",
        $"What {provider} has can't be looked at: it can't be reached.", null, "With --no-refresh the plan is made from what state says.");

    private static Diagnostic Unreadable(ResourceState known, string why) => Diagnostic.Error("MCI3061",
        $"{known.Name} ({known.Type}) can't be looked at: {why.TrimEnd('.')}.", null, "With --no-refresh the plan is made from what state says.");
}
