namespace McpIac.State.Stores;

/// <summary>Something that is stored and isn't what it should be.</summary>
/// <param name="What">As a clause: "entry 7 of the journal isn't what was written".</param>
/// <param name="Remedy">What mends it, as a clause; null when nothing does.</param>
/// <param name="IsGrave">The state can't be used with it.</param>
public sealed record StateDamage(string What, string? Remedy, bool IsGrave);
