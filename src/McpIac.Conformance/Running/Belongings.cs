using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Conformance.Running;

/// <summary>What was made at the server, by ids that it answered and by urns that it was sent, so that all of it can be removed. Thread-safe.</summary>
internal sealed class Belongings
{
    private const int MostRounds = 5;

    private readonly Lock gate = new();
    private readonly List<Belonging> made = [];
    private readonly HashSet<string> sent = new(StringComparer.Ordinal);

    /// <summary>Notes what a call may make, before it is known whether it did.</summary>
    public void Sent(string tool, Datum arguments)
    {
        if (tool != "applyDeployment" && tool != "planDeployment") return;
        lock (gate)
        {
            foreach (var change in (arguments["changes"]?.Items ?? []).Concat(arguments["resources"]?.Items ?? []))
            {
                if (change["urn"]?.AsText() is { } urn && change["action"]?.AsText() != "delete") sent.Add(urn);
            }
        }
    }

    public void Answered(Answer answer)
    {
        lock (gate)
        {
            foreach (var resource in answer.Results.Select(r => r["resource"]).OfType<Datum>())
            {
                if (Belonging.Of(resource) is { } found && !made.Contains(found)) made.Add(found);
            }
        }
    }

    /// <summary>Deletes all that is there, what was made last first; what is still in use then, again.</summary>
    /// <returns>What couldn't be removed, by urn and id.</returns>
    public async Task<IReadOnlyList<string>> RemoveAsync(Bench bench, CancellationToken cancellation)
    {
        var left = await ThereAsync(bench, cancellation);
        for (var round = 0; round < MostRounds && left.Count > 0; round++)
        {
            foreach (var item in left)
                await bench.ApplyAsync(new WireChange(bench.Token(), "delete", item.Type, item.Name, item.Urn, item.Id), cancellation);
            var still = await ThereAsync(bench, cancellation);
            if (still.Count == left.Count && round > 0) break;
            left = still;
        }

        return [.. (await ThereAsync(bench, cancellation)).Select(b => $"{b.Urn} ({b.Id})")];
    }

    private async Task<IReadOnlyList<Belonging>> ThereAsync(Bench bench, CancellationToken cancellation)
    {
        string[] urns;
        lock (gate) urns = [.. sent];
        foreach (var urn in urns)
        {
            var found = await bench.GetAsync(new GetArguments(Urn: urn), cancellation);
            if (found.Data is { } resource && IsThere(resource) && Belonging.Of(resource) is { } belonging)
                lock (gate)
                    if (!made.Contains(belonging)) made.Add(belonging);
        }

        Belonging[] all;
        lock (gate) all = [.. Enumerable.Reverse(made)];
        var there = new List<Belonging>();
        foreach (var item in all)
        {
            var answer = await bench.GetAsync(new GetArguments(item.Id, item.Type), cancellation);
            if (answer.Data is { } resource && IsThere(resource)) there.Add(item);
        }

        return there;
    }

    private static bool IsThere(Datum resource) => resource["state"]?.AsText() is not ("deleted" or "failed");

    private sealed record Belonging(string Type, string Name, string Urn, string Id)
    {
        public static Belonging? Of(Datum resource) =>
            resource["id"]?.AsText() is { Length: > 0 } id && resource["type"]?.AsText() is { } type && resource["urn"]?.AsText() is { } urn
                ? new Belonging(type, resource["name"]?.AsText() ?? "", urn, id) : null;
    }
}
