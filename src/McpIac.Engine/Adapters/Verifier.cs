using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Comparison;
using McpIac.Schemas.Data;

namespace McpIac.Engine.Adapters;

/// <summary>Sees whether a change came to be: some servers answer before it has.</summary>
internal sealed class Verifier(ObjectReader reader, IReadOnlyList<TimeSpan> pauses)
{
    // Together some three seconds: longer than a server that means it needs for what it just did, short enough to be told of one that doesn't.
    public static IReadOnlyList<TimeSpan> Pauses { get; } = [.. new[] { 50, 150, 400, 900, 1500 }.Select(ms => TimeSpan.FromMilliseconds(ms))];

    /// <summary>Looks until what is seen is as wanted, and as the mapping says that it will be; or nothing can be seen, or patience ends. What was seen last.</summary>
    public async Task<Sighting> WaitAsync(ResourceType type, Datum known, Func<Sighting, bool> isDone, TimeSpan timeout, CancellationToken cancellation)
    {
        var seen = await reader.LookAsync(type, known, timeout, cancellation);
        foreach (var pause in Patience(type))
        {
            if (seen.Kind is SightingKind.Unseen or SightingKind.Failed || (isDone(seen) && Unsettled(type, seen) is null)) break;
            await Task.Delay(pause, cancellation);
            seen = await reader.LookAsync(type, known, timeout, cancellation);
        }

        return seen;
    }

    /// <summary>What an object that is there isn't yet, in the words of its mapping; null when nothing.</summary>
    public static string? Unsettled(ResourceType type, Sighting seen) =>
        seen.Row is { } row && ObjectReader.ToolOf(type)?.Result.Until is { } until && !row.Is(until) ? until : null;

    // A mapping may ask for more patience; the pauses then go on with the longest.
    private IEnumerable<TimeSpan> Patience(ResourceType type)
    {
        foreach (var pause in pauses) yield return pause;
        if (pauses.Count == 0 || type.Raw["settle"]?.AsText() is not { } text || Durations.Read(text) is not { } settle) yield break;
        var longest = pauses.Max() > TimeSpan.Zero ? pauses.Max() : TimeSpan.FromTicks(Math.Max(1, settle.Ticks / 10));
        for (var left = settle - pauses.Aggregate(TimeSpan.Zero, (a, b) => a + b); left > TimeSpan.Zero; left -= longest) yield return longest;
    }

    /// <summary>The properties that an object tells and that aren't as they were sent.</summary>
    public static IReadOnlyList<string> Differing(ResourceType type, Datum sent, ObjectRow row)
    {
        var told = row.Properties();
        return [.. sent.Members.Where(m => !m.Value.IsNull && told[m.Key] is { } now && !Equivalence.Same(type.Properties.Member(m.Key)?.Shape, m.Value, now)).Select(m => m.Key)];
    }
}
