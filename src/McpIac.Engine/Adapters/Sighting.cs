namespace McpIac.Engine.Adapters;

/// <summary>What looking for an object came to.</summary>
internal enum SightingKind
{
    Found,
    Absent,

    /// <summary>No tool reads such objects, or what it would have to be asked isn't known.</summary>
    Unseen,

    /// <summary>The tool failed, or told of something else.</summary>
    Failed,
}

/// <param name="Row">What was found; else null.</param>
/// <param name="Why">Of what failed or can't be seen, as a sentence; foreign words are in it.</param>
internal sealed record Sighting(SightingKind Kind, ObjectRow? Row = null, string? Why = null)
{
    public static Sighting Absent { get; } = new(SightingKind.Absent);

    public static Sighting Found(ObjectRow row) => new(SightingKind.Found, row);

    public static Sighting Unseen(string why) => new(SightingKind.Unseen, null, why);

    public static Sighting Failed(string why) => new(SightingKind.Failed, null, why);
}
