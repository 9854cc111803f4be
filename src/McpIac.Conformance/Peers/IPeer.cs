using McpIac.Schemas.Data;

namespace McpIac.Conformance.Peers;

/// <summary>A server as the checks see it: JSON as it is on the wire, nothing read into records. Thread-safe; calls may overlap.</summary>
internal interface IPeer : IAsyncDisposable
{
    /// <summary>What the server announces as <c>io.mcpiac/provider</c>; null when it doesn't.</summary>
    Datum? Extension { get; }

    /// <summary>Whether the server announces MCP's tasks extension.</summary>
    bool HasTasks { get; }

    string ServerName { get; }
    string ServerVersion { get; }

    /// <summary>What the server wrote to standard error so far, as far as it is heard.</summary>
    IReadOnlyCollection<string> Said { get; }

    /// <summary>The parameters of a progress notification. Raised on any thread.</summary>
    event Action<Datum> Progressed;

    /// <exception cref="OperationCanceledException">The caller cancelled; the server was told.</exception>
    Task<PeerAnswer> RequestAsync(string method, Datum parameters, CancellationToken cancellation);

    /// <summary>Ends the server at once, without a farewell. Only where its host can restart it.</summary>
    Task KillAsync();
}
