using McpIac.Plans.Binding;
using McpIac.Plans.Planning;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Protocol;

namespace McpIac.Engine.Reads;

/// <summary>Why what exists can't be read, and what it came to; a page each in docs/diagnostics.</summary>
internal static class ReadProblems
{
    public static Diagnostic NotFound(BoundResource resource, ExistingId id) => Diagnostic.Error("MCI3020",
        $"{resource.Name} can't be read: {Absent(resource.Provider, resource.Type.Token, id)}.", resource.Place, "Correct the id; or declare the resource with its properties, to have it made.");

    public static Diagnostic Refused(BoundResource resource, ExistingId id, WireError error) => Diagnostic.Error("MCI3021",
        $"{resource.Name} can't be read: {Answered(resource.Provider, resource.Type.Token, id, error)}.", resource.Place,
        error.Code is ErrorCodes.Unsupported ? "Its provider reads none by id: write what is needed of it as values." : "Mend what the provider says, and plan again.");

    public static Diagnostic Changed(PlanStep step, IReadOnlyList<string> what) => Diagnostic.Warning("MCI4020",
        $"{step.Name} ({step.Type}) was changed by somebody else after it was planned with: its {string.Join(", ", what)}. What refers to it takes what is there now.", null,
        "Look at what came of it; plan again to see what is left to do.");

    /// <summary>A clause: why there is nothing.</summary>
    public static string Absent(string provider, string type, ExistingId id) => $"{provider} has no {type} with the id {id.Shown}";

    /// <summary>A clause: what the provider said instead.</summary>
    public static string Answered(string provider, string type, ExistingId id, WireError error)
    {
        var message = error.Message.TrimEnd('.');
        if (id is { IsSecret: true, Text: { Length: > 0 } secret }) message = message.Replace(secret, "***", StringComparison.Ordinal);
        return $"{provider} was asked for {type} {id.Shown} and answered: {message}";
    }
}
