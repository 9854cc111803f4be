using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Comparison;
using McpIac.Schemas.Data;

namespace McpIac.Engine.Adapters;

/// <summary>Sees whether a change came to be: some servers answer before it has.</summary>
internal sealed class Verifier(ObjectReader reader, IReadOnlyList<TimeSpan> pauses)
{
    // Together some three seconds: longer than a server that means it needs for what it just did, short enough to be told of one that doesn't.
    public static IReadOnlyList<TimeSpan> Pauses { get; } = [.. new[] { 50, 150, 400, 900, 1500 }.Select(ms => TimeSpan.FromMilliseconds(ms))];

    /// <summary>Looks until what is seen is as wanted, or nothing can be seen, or patience ends; what was seen last.</summary>
    public async Task<Sighting> WaitAsync(ResourceType type, Datum known, Func<Sighting, bool> isDone, TimeSpan timeout, CancellationToken cancellation)
    {
        var seen = await reader.LookAsync(type, known, timeout, cancellation);
        foreach (var pause in pauses)
        {
            if (seen.Kind is SightingKind.Unseen or SightingKind.Failed || isDone(seen)) break;
            await Task.Delay(pause, cancellation);
            seen = await reader.LookAsync(type, known, timeout, cancellation);
        }

        return seen;
    }

    /// <summary>The properties that an object tells and that aren't as they were sent.</summary>
    public static IReadOnlyList<string> Differing(ResourceType type, Datum sent, ObjectRow row)
    {
        var told = row.Properties();
        return [.. sent.Members.Where(m => !m.Value.IsNull && told[m.Key] is { } now && !Equivalence.Same(type.Properties.Member(m.Key)?.Shape, m.Value, now)).Select(m => m.Key)];
    }
}
