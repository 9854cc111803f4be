using McpIac.Schemas.Diagnostics;

namespace McpIac.Conformance.Peers;

/// <summary>Where a server comes from.</summary>
internal interface IPeerHost
{
    /// <summary>Why the server can't be killed and started again from here; null when it can.</summary>
    string? CantRestart { get; }

    /// <summary>A connection to the server, which is started for it where that is how it is reached.</summary>
    Task<(IPeer? Peer, Diagnostic? Problem)> OpenAsync(CancellationToken cancellation);
}
