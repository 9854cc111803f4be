using System.ComponentModel;
using McpIac.Schemas.Data;

namespace McpIac.Schemas.Protocol;

/// <summary>The standard's one answer shape, in a result's structuredContent.</summary>
public sealed record Envelope<T>(bool Success, T? Data, WireError? Error, EnvelopeMetadata Metadata);

public sealed record EnvelopeMetadata(
    [Description("RFC 3339, UTC.")] string Timestamp,
    [Description("Milliseconds.")] double Duration,
    string Server, string Version,
    [Description("SHA-256 over the canonical form of the resource types.")] string? SchemaDigest);

public sealed record WireError(
    [Description("invalid, notFound, alreadyExists, conflict, inUse, denied, unauthenticated, throttled, quota, notReady, timeout, unavailable, unsupported, cancelled, internal or unknown.")] string Code,
    [Description("For people; never holds a secret.")] string Message,
    WireErrorDetails? Details = null);

public sealed record WireErrorDetails(
    [Description("JSON pointer to the property at fault.")] string? Path = null,
    [Description("The urn or id of the resource concerned.")] string? Resource = null,
    [Description("The same call may well succeed later.")] bool Retryable = false,
    [Description("How long to wait before that.")] long? RetryAfterMs = null,
    [Description("none, possible or confirmed.")] string SideEffects = "none",
    string? Cause = null);

/// <summary>The standard's error codes.</summary>
public static class ErrorCodes
{
    public const string Invalid = "invalid", NotFound = "notFound", AlreadyExists = "alreadyExists", Conflict = "conflict", InUse = "inUse",
        Denied = "denied", Unauthenticated = "unauthenticated", Throttled = "throttled", Quota = "quota", NotReady = "notReady", Timeout = "timeout",
        Unavailable = "unavailable", Unsupported = "unsupported", Cancelled = "cancelled", Internal = "internal", Unknown = "unknown";

    public static IReadOnlyList<string> All { get; } =
    [
        Invalid, NotFound, AlreadyExists, Conflict, InUse, Denied, Unauthenticated, Throttled, Quota, NotReady, Timeout, Unavailable, Unsupported, Cancelled, Internal, Unknown,
    ];
}

/// <summary>A resource as every tool returns it.</summary>
public sealed record WireResource(
    [Description("The provider's id; empty while there is none.")] string Id,
    [Description("deployment/component-path/type/name; absent for what nobody here manages.")] string? Urn,
    string Type, string Name,
    [Description("What was asked for, or on reading what is; secrets as {\"$iac\":\"secret\"}.")] Datum Properties,
    [Description("What the provider yields, id among it.")] Datum Outputs,
    [Description("Urns that it depends on.")] IReadOnlyList<string> Dependencies,
    [Description("pending, creating, created, updating, deleting, deleted, failed, tainted or unknown.")] string State,
    [Description("Differs when the object was changed.")] string? Etag = null,
    int SchemaVersion = 1,
    [Description("The server's own, to be kept and given back unread.")] Datum? Private = null);

/// <summary>What the sender knows of an object from before.</summary>
public sealed record WirePrior(Datum Properties, Datum Outputs, string? Etag = null, Datum? Private = null);

/// <summary>The unit between orchestrator and server.</summary>
public sealed record WireChange(
    [Description("The idempotency key: same key and payload, the first result again; same key, other payload, conflict.")] string Key,
    [Description("create, update or delete.")] string Action,
    string Type, string Name,
    [Description("deployment/component-path/type/name: ours, and stable.")] string Urn,
    [Description("Of the object to update or delete.")] string? Id = null,
    [Description("What was before. A create that has it replaces that object, which keeps existing until its own delete.")] WirePrior? Prior = null,
    [Description("Complete, not a patch; not for a delete.")] Datum? Properties = null,
    [Description("JSON pointers into properties whose values are never echoed, logged or stored in the clear.")] IReadOnlyList<string>? Secrets = null,
    [Description("Urns that it depends on.")] IReadOnlyList<string>? Dependencies = null,
    [Description("RFC 3339. A change that isn't done by then is stopped.")] string? Deadline = null);

/// <summary>What became of one change.</summary>
public sealed record WireChangeResult(
    string Key,
    [Description("applied, noop, partial (it exists but isn't as asked), failed (no effect), unknown (maybe) or skipped (never begun).")] string Outcome,
    WireResource? Resource = null, WireError? Error = null);

public sealed record WireResourceDeclaration(string Type, string Name, Datum Properties, string? Urn = null, string? Id = null, WirePrior? Prior = null);

public sealed record WireDiagnostic(
    [Description("error, warning or info.")] string Severity, string Code, string Message,
    [Description("JSON pointer into the properties.")] string? Path, string? Resource);

public sealed record ValidateArguments(IReadOnlyList<WireResourceDeclaration> Resources);
public sealed record ValidateData(bool Valid, IReadOnlyList<WireDiagnostic> Diagnostics);

public sealed record PlanOptions(
    [Description("Remember no plan.")] bool DryRun = false,
    [Description("Remember no plan; the diagnostics are what is wanted.")] bool ValidateOnly = false);
public sealed record PlanArguments(
    string? DeploymentId = null,
    [Description("With a deploymentId these are all of the deployment: what is recorded and not among them is planned to be deleted.")] IReadOnlyList<WireResourceDeclaration>? Resources = null,
    [Description("Changes of an orchestrator, planned one by one under their own keys.")] IReadOnlyList<WireChange>? Changes = null,
    PlanOptions? Options = null);
public sealed record PlanData(
    [Description("Empty when no plan was remembered.")] string PlanId, string PlanDigest, string Expires, IReadOnlyList<WirePlannedChange> Changes);
public sealed record WireInverse([Description("exact, recreate or irreversible.")] string Kind, string? Reason = null);
public sealed record WireDiff(
    [Description("JSON pointer into the properties.")] string Path, Datum? Before, Datum? After, bool ForcesReplacement, string? Reason = null);

public sealed record WirePlannedChange(
    string Key,
    [Description("create, update, replace, delete or noop.")] string Action, Datum? Properties, IReadOnlyList<WireDiff> Diff, bool DeleteFirst, WireInverse Inverse, bool DestroysData,
    double? EstimatedSeconds, IReadOnlyList<WireDiagnostic> Diagnostics);

public sealed record ApplyOptions(
    [Description("How many changes may run at once.")] int Parallelism = 5,
    [Description("Begin further changes after one failed.")] bool ContinueOnError = false);
public sealed record ApplyArguments(
    string? DeploymentId = null,
    [Description("A remembered plan; instead of changes.")] string? PlanId = null,
    string? PlanDigest = null,
    [Description("Independent of one another; instead of a planId.")] IReadOnlyList<WireChange>? Changes = null,
    [Description("Refused when a higher one was seen for the deployment.")] long? FencingToken = null,
    ApplyOptions? Options = null);
public sealed record ApplyData(IReadOnlyList<WireChangeResult> Results);

public sealed record DestroyArguments(string DeploymentId, ApplyOptions? Options = null);
public sealed record DeploymentStateArguments(string DeploymentId);
public sealed record DeploymentStateData(
    string Id, string Name, long Version, IReadOnlyList<WireResource> Resources, IReadOnlyDictionary<string, IReadOnlyList<string>> Dependencies,
    IReadOnlyList<string> Checkpoints, IReadOnlyList<string> Pending);

public sealed record ListArguments(
    string? Type = null,
    [Description("Properties, outputs, or name, urn, state, and what each must equal.")] IReadOnlyDictionary<string, Datum>? Filter = null,
    [Description("true: only what this server manages; false: only what it doesn't; absent: both.")] bool? Managed = null,
    [Description("The nextCursor of the page before.")] string? Cursor = null,
    [Description("1 to 1000; 100 when absent.")] int? Limit = null,
    [Description("true: each as it really is, as getResource reads it, and not as it was recorded; what is gone has the state deleted.")] bool? Actual = null,
    [Description("Only what this deployment made, by its name: the first part of the urn.")] string? Deployment = null);
public sealed record ListData(IReadOnlyList<WireResource> Resources, string? NextCursor = null);
public sealed record GetArguments(
    string? Id = null, string? Type = null, string? Urn = null,
    [Description("Asks what became of the change with this key.")] string? Key = null,
    [Description("false: the asker doesn't manage it and only looks at it; so a twin may make up what it doesn't know.")] bool? Managed = null);

public sealed record CreateSnapshotArguments(string DeploymentId, string? Label = null);
public sealed record SnapshotData(
    string SnapshotId, string Created, int Resources,
    [Description("exact or partial.")] string Fidelity,
    [Description("What returning to it won't bring back, and why.")] IReadOnlyList<string> Excludes);
public sealed record RollbackOptions(bool DryRun = false);
public sealed record RollbackArguments(string SnapshotId, RollbackOptions? Options = null);

public sealed record WireRollbackResult(
    string Urn, [Description("restored, irreversible, failed or unknown.")] string Outcome, WireError? Error = null);
public sealed record RollbackData(IReadOnlyList<WireRollbackResult> Results);
