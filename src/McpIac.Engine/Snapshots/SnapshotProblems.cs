using McpIac.Plans.States;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Protocol;

namespace McpIac.Engine.Snapshots;

/// <summary>What is against a snapshot; a page each in docs/diagnostics.</summary>
internal static class SnapshotProblems
{
    /// <param name="what">A clause's predicate: "couldn't take a snapshot".</param>
    public static Diagnostic Failed(string provider, string what, WireError? error) => Diagnostic.Error("MCI4046",
        $"{provider} {what}: {error?.Message.TrimEnd('.') ?? "it gave no answer"}.", null, "Mend the cause and try again.");

    /// <param name="why">A clause.</param>
    public static Diagnostic RefersToFormer(ResourceState user, string why) => Diagnostic.Warning("MCI4081",
        $"{user.Name} ({user.Type}) still refers to what was made anew, by what that was before: {why}.", null, "Plan and apply the program: it refers to what there is now.");

    public static Diagnostic NotOffered(string deployment, IReadOnlyList<string> providers, bool none) => Diagnostic.Warning("MCI4047",
        none ? $"There is no snapshot of {deployment}: {(providers.Count == 0 ? "nothing of it is known to exist" : $"{string.Join(", ", providers)} can't take any")}."
        : $"The snapshot of {deployment} is without what {string.Join(", ", providers)} {(providers.Count == 1 ? "has, which" : "have, which")} can't take any.",
        null, "What providers without snapshots have can be brought back by 'mciacc rollback VERSION'.");
}
