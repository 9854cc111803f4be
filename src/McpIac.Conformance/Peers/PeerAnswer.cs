using McpIac.Schemas.Data;

namespace McpIac.Conformance.Peers;

/// <summary>What came back for a request.</summary>
/// <param name="Result">The result as it was sent; null when there is none.</param>
/// <param name="ErrorCode">JSON-RPC's, when the server refused the request as such.</param>
/// <param name="Problem">Why there is no result, as a sentence.</param>
internal sealed record PeerAnswer(Datum? Result, int? ErrorCode = null, string? Problem = null);
