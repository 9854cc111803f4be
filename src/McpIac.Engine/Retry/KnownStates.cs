namespace McpIac.Engine.Retry;

/// <summary>Which resource states say that a change is over and done.</summary>
internal static class KnownStates
{
    public static bool IsSettled(string action, string? state) => action == "delete" ? state == "deleted" : state == "created";

    /// <summary>True while the provider is still at it.</summary>
    public static bool IsUnderWay(string? state) => state is "pending" or "creating" or "updating" or "deleting" or "unknown";
}
