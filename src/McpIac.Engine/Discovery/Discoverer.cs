using McpIac.Engine.Connections;
using McpIac.Engine.Imports;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Protocol;
using McpIac.Schemas.Validation;

namespace McpIac.Engine.Discovery;

/// <summary>Asks a provider what there is that it doesn't manage: a page at a time, or one object by its id.</summary>
public static class Discoverer
{
    private const int Page = 500, Suggested = 1_000;

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    /// <summary>What a provider lists that no server and no state manages. MCI3076 when it can't list, or can't go on.</summary>
    /// <param name="type">Of this type alone; null for all.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="isKnown">By type and id, what some state has: an imported object, which its server doesn't count as its own before the first change.</param>
    public static async Task<Discovered> ListAsync(string provider, string? type, int limit, Func<string, string, bool> isKnown, ConnectionPool pool, CancellationToken cancellation)
    {
        var (connection, problem) = await pool.GetAsync(provider, cancellation);
        if (connection is null) return new Discovered([], false, problem is null ? [] : [problem]);
        var found = new Dictionary<(string Type, string Id), WireResource>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? cursor = null;
        do
        {
            var answer = await connection.ListAsync(new ListArguments(Type: type, Managed: false, Cursor: cursor, Limit: Page), Timeout, cancellation);
            if (answer.Data is not { Resources: not null } page) return new Discovered(Ordered(found.Values), false, [CantList(provider, answer.Error?.Message ?? "its answer has no list")]);
            foreach (var resource in page.Resources.Where(r => r is { Id.Length: > 0, Type: not null, State: "created" or "tainted" } && string.IsNullOrEmpty(r.Urn) && (type is null || r.Type == type) && !isKnown(r.Type, r.Id)))
                found.TryAdd((resource.Type, resource.Id), resource);

            // A server that goes round in circles has no more to tell.
            cursor = seen.Add(page.NextCursor ?? "") ? page.NextCursor : null;
        }
        while (cursor is not null && found.Count <= limit);

        return new Discovered([.. Ordered(found.Values).Take(limit)], cursor is null && found.Count <= limit, []);
    }

    /// <summary>One object by its id; MCI3053 when there is none, with the id that was probably meant.</summary>
    /// <param name="name">What it is to be called.</param>
    public static async Task<(WireResource? Found, Diagnostic? Problem)> FindAsync(string name, string provider, ResourceType type, string id, ConnectionPool pool, CancellationToken cancellation)
    {
        var (connection, problem) = await pool.GetAsync(provider, cancellation);
        if (connection is null) return (null, problem);
        var answer = await connection.GetAsync(new GetArguments(Id: id, Type: type.Token), Timeout, cancellation);
        if (answer.Data is { Id.Length: > 0, State: not "deleted" } found) return (found, null);
        var missing = ImportProblems.NotFound(name, type.Token, id, provider, answer.Error, null);
        if (!type.CanList) return (null, missing with { Remedy = "Correct the id." });
        var others = await ListAsync(provider, type.Token, Suggested, (_, _) => false, pool, cancellation);
        return (null, missing with { Remedy = Nearest.To(id, others.Resources.Select(r => r.Id)) is { } near ? $"Did you mean {near}?" : $"'mciacc discover {provider}' lists what there is." });
    }

    private static IReadOnlyList<WireResource> Ordered(IEnumerable<WireResource> resources) =>
        [.. resources.OrderBy(r => r.Type, StringComparer.Ordinal).ThenBy(r => r.Id, StringComparer.Ordinal)];

    private static Diagnostic CantList(string provider, string why) => Diagnostic.Error("MCI3076",
        $"{provider} can't list what it doesn't manage: {why.TrimEnd('.')}.", null, "Import one by its id: 'mciacc import TYPE NAME ID'.");
}
