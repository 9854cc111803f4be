namespace McpIac.Engine.Retry;

/// <param name="After">How long the provider asked to be left alone; null for the usual backoff.</param>
internal sealed record Attempt(bool Again, TimeSpan? After)
{
    public static Attempt Last { get; } = new(false, null);
}
