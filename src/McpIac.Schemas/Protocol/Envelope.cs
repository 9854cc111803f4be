using McpIac.Schemas.Data;

namespace McpIac.Schemas.Protocol;

/// <summary>The standard's one answer shape, in a result's structuredContent.</summary>
public sealed record Envelope<T>(bool Success, T? Data, WireError? Error, EnvelopeMetadata Metadata);

/// <param name="Timestamp">RFC 3339, UTC.</param>
/// <param name="Duration">Milliseconds.</param>
public sealed record EnvelopeMetadata(string Timestamp, double Duration, string Server, string Version, string? SchemaDigest);

/// <param name="Code">One of <see cref="ErrorCodes"/>.</param>
public sealed record WireError(string Code, string Message, WireErrorDetails? Details = null);

/// <param name="SideEffects"><c>none</c>, <c>possible</c> or <c>confirmed</c>.</param>
public sealed record WireErrorDetails(
    string? Path = null, string? Resource = null, bool Retryable = false, long? RetryAfterMs = null, string SideEffects = "none", string? Cause = null);

/// <summary>The standard's error codes.</summary>
public static class ErrorCodes
{
    public const string Invalid = "invalid", NotFound = "notFound", AlreadyExists = "alreadyExists", Conflict = "conflict", InUse = "inUse",
        Denied = "denied", Unauthenticated = "unauthenticated", Throttled = "throttled", Quota = "quota", NotReady = "notReady", Timeout = "timeout",
        Unavailable = "unavailable", Unsupported = "unsupported", Cancelled = "cancelled", Internal = "internal", Unknown = "unknown";
}

/// <summary>A resource as every tool returns it. <c>Private</c> is the server's own, given back unread.</summary>
public sealed record WireResource(
    string Id, string? Urn, string Type, string Name, Datum Properties, Datum Outputs, IReadOnlyList<string> Dependencies, string State,
    string? Etag = null, int SchemaVersion = 1, Datum? Private = null);

public sealed record WirePrior(Datum Properties, Datum Outputs, string? Etag = null, Datum? Private = null);

/// <summary>The unit between orchestrator and server. <paramref name="Action"/>: create, update or delete.</summary>
/// <param name="Key">The idempotency key: same key and payload, the first result again; same key, other payload, conflict.</param>
/// <param name="Secrets">JSON pointers into Properties whose values are never echoed, logged or stored in the clear.</param>
public sealed record WireChange(
    string Key, string Action, string Type, string Name, string Urn, string? Id = null, WirePrior? Prior = null, Datum? Properties = null,
    IReadOnlyList<string>? Secrets = null, IReadOnlyList<string>? Dependencies = null, string? Deadline = null);

/// <summary>What became of one change. <paramref name="Outcome"/>: applied, noop, partial, failed, unknown or skipped.</summary>
public sealed record WireChangeResult(string Key, string Outcome, WireResource? Resource = null, WireError? Error = null);

public sealed record WireResourceDeclaration(string Type, string Name, Datum Properties, string? Urn = null, string? Id = null, WirePrior? Prior = null);

public sealed record WireDiagnostic(string Severity, string Code, string Message, string? Path, string? Resource);

public sealed record ValidateArguments(IReadOnlyList<WireResourceDeclaration> Resources);
public sealed record ValidateData(bool Valid, IReadOnlyList<WireDiagnostic> Diagnostics);

public sealed record PlanOptions(bool DryRun = false, bool ValidateOnly = false);
public sealed record PlanArguments(
    string? DeploymentId = null, IReadOnlyList<WireResourceDeclaration>? Resources = null, IReadOnlyList<WireChange>? Changes = null, PlanOptions? Options = null);
public sealed record PlanData(string PlanId, string PlanDigest, string Expires, IReadOnlyList<WirePlannedChange> Changes);
public sealed record WireInverse(string Kind, string? Reason = null);
public sealed record WireDiff(string Path, Datum? Before, Datum? After, bool ForcesReplacement, string? Reason = null);

/// <summary><paramref name="Action"/>: create, update, replace, delete or noop.</summary>
public sealed record WirePlannedChange(
    string Key, string Action, Datum? Properties, IReadOnlyList<WireDiff> Diff, bool DeleteFirst, WireInverse Inverse, bool DestroysData,
    double? EstimatedSeconds, IReadOnlyList<WireDiagnostic> Diagnostics);

public sealed record ApplyOptions(int Parallelism = 5, bool ContinueOnError = false);
public sealed record ApplyArguments(
    string? DeploymentId = null, string? PlanId = null, string? PlanDigest = null, IReadOnlyList<WireChange>? Changes = null, long? FencingToken = null, ApplyOptions? Options = null);
public sealed record ApplyData(IReadOnlyList<WireChangeResult> Results);

public sealed record DestroyArguments(string DeploymentId, ApplyOptions? Options = null);
public sealed record DeploymentStateArguments(string DeploymentId);
public sealed record DeploymentStateData(
    string Id, string Name, long Version, IReadOnlyList<WireResource> Resources, IReadOnlyDictionary<string, IReadOnlyList<string>> Dependencies,
    IReadOnlyList<string> Checkpoints, IReadOnlyList<string> Pending);

public sealed record ListArguments(string? Type = null, IReadOnlyDictionary<string, Datum>? Filter = null, bool? Managed = null, string? Cursor = null, int? Limit = null);
public sealed record ListData(IReadOnlyList<WireResource> Resources, string? NextCursor = null);
public sealed record GetArguments(string? Id = null, string? Type = null, string? Urn = null, string? Key = null);

public sealed record CreateSnapshotArguments(string DeploymentId, string? Label = null);
public sealed record SnapshotData(string SnapshotId, string Created, int Resources, string Fidelity, IReadOnlyList<string> Excludes);
public sealed record RollbackOptions(bool DryRun = false);
public sealed record RollbackArguments(string SnapshotId, RollbackOptions? Options = null);

/// <summary><paramref name="Outcome"/>: restored, irreversible, failed or unknown.</summary>
public sealed record WireRollbackResult(string Urn, string Outcome, WireError? Error = null);
public sealed record RollbackData(IReadOnlyList<WireRollbackResult> Results);
