using McpIac.Engine.Connections;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Engine.Adapters;

/// <summary>Makes one object of a type, reads it, changes it and deletes it again, to see whether what a mapping says is so; a data source is asked.</summary>
public sealed class Trial(AdaptedConnection provider, ResourceType type, TimeSpan timeout)
{
    // Enough to know what they are like.
    private const int MostSeen = 1000;

    private readonly List<TrialStep> steps = [];
    private readonly string name = $"mciacctry{Guid.NewGuid():N}"[..17];

    /// <summary>Whatever fails, what was made is deleted again, if that can be done.</summary>
    /// <param name="given">Properties that are to be used; others that are required are made up.</param>
    public async Task<TrialResult> RunAsync(Datum given, CancellationToken cancellation)
    {
        var seen = new List<Datum>();
        using var hearing = provider.Listen((tool, answer) => seen.AddRange(ToldObjects.In(type, tool, answer).Take(MostSeen - seen.Count)));
        var sent = SampleProperties.Of(type, given, name);
        if (type.Kind == TypeKind.DataSource)
        {
            var told = await provider.GetAsync(new GetArguments(sent.ToString(), type.Token), timeout, cancellation);
            steps.Add(new TrialStep("read", told.Data is null ? "failed" : "ok", told.Error?.Message));
            return new TrialResult(steps, told.Data is null ? null : 1, null, [], seen) { Mark = name };
        }

        var made = await SendAsync("create", null, null, sent, cancellation);
        if (made?.Resource is not { } resource) return new TrialResult(steps, null, await ClearAsync(sent), [], seen) { Mark = name };
        var canSee = await SeesAsync(resource.Id, expected: sent, cancellation);
        string[] untold = canSee ? [.. sent.Members.Select(m => m.Key).Where(k => resource.Properties[k] is null)] : [];
        await provider.ListAsync(new ListArguments(type.Token), timeout, cancellation);
        if (made.Outcome == "applied" && SampleProperties.Changed(type, sent) is { } changed)
        {
            var updated = await SendAsync("update", resource.Id, new WirePrior(sent, resource.Outputs), changed, cancellation);
            if (updated is { Outcome: "applied" }) sent = changed;
        }

        var gone = await SendAsync("delete", resource.Id, new WirePrior(sent, resource.Outputs), null, CancellationToken.None);
        var failed = steps.Any(s => s.Outcome == "failed");
        return new TrialResult(steps, failed ? null : canSee ? 1 : 0, gone?.Outcome == "applied" ? null : resource.Id, untold, seen) { Mark = name };
    }

    // A create that failed may have made it all the same. Only what has the trial's own name is touched: another may have been there before. The id of what stays, or null.
    private async Task<string?> ClearAsync(Datum sent)
    {
        if (ObjectAddress.Of(type, sent) is not { } id || !id.Contains(name, StringComparison.Ordinal)) return null;
        var gone = await SendAsync("delete", id, new WirePrior(sent, Datum.EmptyMap), null, CancellationToken.None);
        return gone is { Outcome: "applied" } ? null : id;
    }

    /// <summary>The result when something is there because of it; else null.</summary>
    private async Task<WireChangeResult?> SendAsync(string action, string? id, WirePrior? prior, Datum? properties, CancellationToken cancellation)
    {
        var change = new WireChange(Guid.NewGuid().ToString("N"), action, type.Token, name, $"try/{type.Token}/{name}", id, prior, properties);
        var answer = await provider.ApplyAsync(new ApplyArguments("try", Changes: [change]), timeout, cancellation);
        var result = answer.Data?.Results.FirstOrDefault();
        var problem = result?.Error?.Message ?? answer.Error?.Message;
        steps.Add(new TrialStep(action, result?.Outcome == "applied" ? "ok" : "failed", problem));
        return result is { Outcome: "applied" or "partial" } ? result : null;
    }

    private async Task<bool> SeesAsync(string id, Datum expected, CancellationToken cancellation)
    {
        var read = await provider.GetAsync(new GetArguments(id, type.Token), timeout, cancellation);
        if (read.Error?.Code == ErrorCodes.Unsupported)
        {
            steps.Add(new TrialStep("read", "unseen", read.Error.Message));
            return false;
        }

        string[] other = [.. expected.Members.Where(m => read.Data?.Properties[m.Key] is { } told && !McpIac.Schemas.Comparison.Equivalence.Same(type.Properties.Member(m.Key)?.Shape, m.Value, told)).Select(m => m.Key)];
        steps.Add(read.Data is null ? new TrialStep("read", "failed", read.Error?.Message)
            : new TrialStep("read", "ok", other.Length == 0 ? null : $"It tells {string.Join(", ", other)} in other words than they were sent in."));
        return read.Data is not null;
    }
}
