namespace McpIac.State.Stores;

/// <summary>What tells one version of a state from every other: its serial, and the checksum of all that ever became of it.</summary>
public sealed record StateStamp(long Serial, string Checksum);
