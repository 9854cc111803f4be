using McpIac.Conformance.Peers;
using McpIac.Schemas.Data;

namespace McpIac.Conformance.Tests.Faults;

/// <summary>One way in which a server is broken, of which exactly one check should speak.</summary>
/// <param name="Check">The check that sees it.</param>
internal sealed record Fault(string Check)
{
    /// <summary>What stands between a request and its answer.</summary>
    public Func<Call, Func<Datum, Task<PeerAnswer>>, Task<PeerAnswer>>? Break { get; init; }

    public Func<Datum, int, Datum>? Extension { get; init; }

    /// <summary>Changes the types that the server describes; their digest is right all the same.</summary>
    public Func<Datum, Datum>? Type { get; init; }

    /// <summary>What becomes of a progress notification; null swallows it.</summary>
    public Func<Datum, Datum?>? Note { get; init; }

    /// <summary>What a call makes the server write to standard error.</summary>
    public Func<Call, string?>? Says { get; init; }

    /// <summary>Other checks that can't but see it too.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];
}
