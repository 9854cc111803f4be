namespace McpIac.Providers.Twin.Faults;

/// <summary>What a told fault does to a change.</summary>
internal enum FaultKind
{
    /// <summary>The change is refused and has no effect.</summary>
    Fail,

    /// <summary>The change is done, later.</summary>
    Slow,

    /// <summary>The change is done and its answer lost.</summary>
    Unknown,

    /// <summary>The change has no effect and no answer, until the caller gives up.</summary>
    Hang,
}

/// <param name="Text">As it was written, for messages.</param>
/// <param name="Code">The error code of a failure.</param>
internal sealed record Fault(string Text, FaultKind Kind, FaultPlace Place, string Code, TimeSpan Delay);
