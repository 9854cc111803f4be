using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Changes;

/// <summary>The standard's errors, made in one place.</summary>
internal static class Failure
{
    public static WireError Of(
        string code, string message, string? path = null, string? resource = null, bool retryable = false, string sideEffects = "none") =>
        new(code, message, new WireErrorDetails(path, resource, retryable, null, sideEffects));

    /// <summary>Codes that say "not now": such a failure isn't kept, so that the same key can succeed later.</summary>
    public static bool IsPassing(WireError error) =>
        error.Details?.Retryable == true || error.Code is ErrorCodes.Throttled or ErrorCodes.Unavailable or ErrorCodes.NotReady or ErrorCodes.Cancelled;

    public static bool HasEffects(WireError error) => error.Code == ErrorCodes.Unknown || error.Details?.SideEffects is "possible" or "confirmed";
}
