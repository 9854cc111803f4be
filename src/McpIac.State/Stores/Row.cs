using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using McpIac.Plans.Journals;
using McpIac.Plans.States;

namespace McpIac.State.Stores;

/// <summary>One row of what the journal adds up to.</summary>
/// <param name="Body">Null when the row goes.</param>
internal sealed record Row(string Table, string Key, long Serial, string? Body)
{
    public const string Resource = "resource", Pending = "pending", Output = "output";

    /// <summary>What the row adds to the checksum over all rows; nothing when it goes.</summary>
    public RowSum Sum => Body is null ? RowSum.None : Of(Table, Key, Body);

    /// <summary>What is in the row; null when that isn't one.</summary>
    public T? Read<T>() where T : class
    {
        try
        {
            return Body is null ? null : JsonSerializer.Deserialize<T>(Body, StoredJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The rows that an entry changes.</summary>
    public static IEnumerable<Row> ChangedBy(JournalEntry entry, DeploymentState before, DeploymentState after) => entry switch
    {
        IntentRecorded i => [new Row(Pending, i.Key, after.Serial, Json(i.Pending(after.Serial)))],
        ResourceConfirmed c => [Settled(c.Key), OfResource(after, c.Resource.Urn)],
        ResourceGone g => [Settled(g.Key), OfResource(after, g.Urn)],
        IntentFailed f => [Settled(f.Key)],
        DependenciesRecorded d => [OfResource(after, d.Urn)],
        OptionsRecorded o => [OfResource(after, o.Urn)],
        ResourceObserved o => [OfResource(after, o.Urn)],
        DeposedRestored r => [OfResource(after, r.Urn)],
        ResourceMarked m => [OfResource(after, m.Urn)],
        StateImported => All(before).Select(r => r with { Body = null }).Concat(All(after)),
        ResourcesRenamed n => Renamed(n, after).Select(urn => OfResource(after, urn)),
        OutputsRecorded o => before.Outputs.Keys.Except(o.Outputs.Keys).Select(name => new Row(Output, name, 0, null))
            .Concat(o.Outputs.Select(output => new Row(Output, output.Key, 0, Json(output.Value)))),
        RunStarted or RollbackStarted or SnapshotTaken or RunEnded => [],
        _ => throw new ArgumentOutOfRangeException(nameof(entry)),
    };

    /// <summary>All rows of a state. Intents keep their order; those that come later have greater serials.</summary>
    public static IEnumerable<Row> All(DeploymentState state) =>
        state.Resources.Keys.Select(urn => OfResource(state, urn))
            .Concat(state.Pending.Select((p, i) => new Row(Pending, p.Key, i, Json(p))))
            .Concat(state.Outputs.Select(output => new Row(Output, output.Key, 0, Json(output.Value))));

    /// <summary>A row's checksum.</summary>
    public static RowSum Of(string table, string key, string body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{table}\n{key}\n{body}"), hash);
        return new RowSum(RowDigest.Of(hash));
    }

    private static Row Settled(string key) => new(Pending, key, 0, null);

    private static Row OfResource(DeploymentState state, string urn) =>
        new(Resource, urn, 0, state.Resources.TryGetValue(urn, out var resource) ? Json(resource) : null);

    private static IEnumerable<string> Renamed(ResourcesRenamed entry, DeploymentState after)
    {
        var now = entry.Names.Select(n => n.To).ToHashSet(StringComparer.Ordinal);
        var touched = after.Resources.Values.Where(r => now.Contains(r.Urn) || r.Dependencies.Concat(r.Deposed.SelectMany(d => d.Dependencies)).Any(now.Contains)).Select(r => r.Urn);
        return entry.Names.Select(n => n.From).Concat(touched).Distinct(StringComparer.Ordinal);
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, StoredJson.Options);
}
