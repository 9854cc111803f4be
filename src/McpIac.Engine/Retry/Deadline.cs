namespace McpIac.Engine.Retry;

/// <summary>When patience with a batch ends, whatever the number of tries.</summary>
internal sealed class Deadline(TimeSpan patience)
{
    private readonly long started = TimeProvider.System.GetTimestamp();

    public bool IsOver => Left <= TimeSpan.Zero;

    public TimeSpan Left => patience - TimeProvider.System.GetElapsedTime(started);

    /// <summary>The attempt, without a next one that would have to wait past the end.</summary>
    public Attempt Bound(Attempt attempt) => attempt.After > Left ? attempt with { Again = false } : attempt;
}
