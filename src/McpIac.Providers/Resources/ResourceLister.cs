using System.Text;
using McpIac.Providers.Changes;
using McpIac.Providers.Handlers;
using McpIac.Providers.Stores;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Resources;

/// <summary>
/// <c>listResources</c>: what is recorded, and of types that can list what exists besides. Ordered by type and id, so that a cursor stays good while
/// objects come and go.
/// </summary>
internal sealed class ResourceLister(IReadOnlyDictionary<string, IResourceHandler> handlers, ProviderStore store, ResourceReader reader)
{
    private const int DefaultLimit = 100, LargestLimit = 1000, ReadAtOnce = 8;

    public async Task<(ListData? Data, WireError? Error)> ListAsync(ListArguments args, CancellationToken cancellation)
    {
        if (args.Type is not null && !handlers.ContainsKey(args.Type)) return (null, Failure.Of(ErrorCodes.Invalid, $"The type '{args.Type}' isn't one of this provider."));
        if (args.Limit is < 1 or > LargestLimit) return (null, Failure.Of(ErrorCodes.Invalid, $"The limit is 1 to {LargestLimit}."));
        var after = args.Cursor is null ? "" : Decode(args.Cursor);
        if (after is null) return (null, Failure.Of(ErrorCodes.Invalid, "The cursor isn't one that this server gave."));

        var limit = args.Limit ?? DefaultLimit;
        WireResource[] page = args.Managed == false ? [] : [.. Recorded(args, after).Take(limit + 1)];
        if (args.Managed != true && args.Deployment is null) page = [.. page.Concat(await ForeignAsync(args, after, cancellation)).OrderBy(Position, StringComparer.Ordinal).Take(limit + 1)];
        var next = page.Length > limit ? Encode(Position(page[limit - 1])) : null;
        if (page.Length > limit) page = page[..limit];
        if (args.Actual == true && page.Length > 0) await ReadAsync(page, cancellation);
        return (new ListData(page, next), null);
    }

    // One by one, so that a page costs what is on it and not all that there is.
    private IEnumerable<WireResource> Recorded(ListArguments args, string after)
    {
        var objects = store.InOrder();
        for (var i = After(objects, after); i < objects.Count; i++)
        {
            if ((args.Type is null || objects[i].Type == args.Type) && (args.Deployment is null || objects[i].Deployment == args.Deployment)
                && Answers.Of(objects[i]) is var resource && Matches(resource, args.Filter)) yield return resource;
        }
    }

    /// <summary>The index of the first object behind a position.</summary>
    private static int After(IReadOnlyList<StoredObject> objects, string position)
    {
        var (low, high) = (0, objects.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(objects[middle].Key.Position, position) > 0) high = middle;
            else low = middle + 1;
        }

        return low;
    }

    // What isn't recorded was read when it was listed.
    private Task ReadAsync(WireResource[] page, CancellationToken cancellation) => Parallel.ForEachAsync(
        Enumerable.Range(0, page.Length), new ParallelOptions { MaxDegreeOfParallelism = ReadAtOnce, CancellationToken = cancellation },
        async (i, token) =>
        {
            if (page[i].Urn is null || store.Find(page[i].Type, page[i].Id) is null) return;
            var (actual, _) = await reader.GetAsync(new GetArguments(Id: page[i].Id, Type: page[i].Type), token);
            if (actual is not null) page[i] = actual;
        });

    private async Task<IReadOnlyList<WireResource>> ForeignAsync(ListArguments args, string after, CancellationToken cancellation)
    {
        var (all, recorded) = (new List<WireResource>(), store.InOrder().Select(o => o.Key).ToHashSet());
        foreach (var handler in handlers.Values.Where(h => h.Type.CanList && (args.Type is null || h.Type.Token == args.Type)))
        {
            var context = new OperationContext("", "", "", new Progress<string>(), cancellation);
            await foreach (var found in handler.ListAsync(context).WithCancellation(cancellation))
            {
                if (recorded.Contains(new ObjectKey(handler.Type.Token, found.Id))) continue;
                var resource = ResourceReader.Foreign(handler, found);
                if (Matches(resource, args.Filter) && string.CompareOrdinal(Position(resource), after) > 0) all.Add(resource);
            }
        }

        return all;
    }

    // A filter names properties, outputs, or the resource's own name, urn and state; all must be equal.
    private static bool Matches(WireResource resource, IReadOnlyDictionary<string, Datum>? filter) => filter is null || filter.All(f =>
        f.Value.Equals(resource.Properties[f.Key] ?? resource.Outputs[f.Key] ?? f.Key switch
        {
            "name" => Datum.Of(resource.Name),
            "urn" => resource.Urn is null ? Datum.Null : Datum.Of(resource.Urn),
            "state" => Datum.Of(resource.State),
            _ => Datum.Null,
        }));

    private static string Position(WireResource resource) => new ObjectKey(resource.Type, resource.Id).Position;

    private static string Encode(string position) => Convert.ToBase64String(Encoding.UTF8.GetBytes(position));

    private static string? Decode(string cursor)
    {
        var bytes = new byte[cursor.Length];
        return Convert.TryFromBase64String(cursor, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }
}
