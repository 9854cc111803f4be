using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Conformance.Running;

/// <summary>Pages of <c>listResources</c>.</summary>
internal static class Listing
{
    private const int MostPages = 500;

    /// <summary>All that is listed, page by page, or why it can't be.</summary>
    /// <param name="between">Called after each page with what was listed so far.</param>
    public static async Task<(IReadOnlyList<Datum> Items, string? Problem)> AllAsync(
        Bench bench, ListArguments arguments, CancellationToken cancellation, Func<IReadOnlyList<Datum>, Task>? between = null)
    {
        var items = new List<Datum>();
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await bench.CallAsync("listResources", arguments, cancellation);
            if (answer is not { Succeeded: true, Data: { } data } || data["resources"]?.Kind != DatumKind.List) return (items, answer.ToString());
            items.AddRange(data["resources"]?.Items ?? []);
            if (data["nextCursor"]?.AsText() is not { Length: > 0 } next) return (items, null);
            if (between is not null) await between(items);
            arguments = arguments with { Cursor = next };
        }

        return (items, $"the list doesn't end after {MostPages} pages");
    }
}
