using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Tools;

/// <summary>The nine tools of the provider standard (docs/spec/provider.md, "Tools").</summary>
internal static class StandardTools
{
    private static readonly StandardTool[] Nine =
    [
        Reading<ValidateArguments, ValidateData>("validateConfig", "Validate configuration",
            "Checks declared resources against the schema and the provider's own rules, and reports everything that is wrong."),
        Reading<PlanArguments, PlanData>("planDeployment", "Plan a deployment",
            "Says what applying would do to each resource, with the differences, what forces a replacement and how far it could be undone. Changes nothing."),
        new("applyDeployment", "Apply a deployment",
            "Makes the changes of a remembered plan (planId) or the changes given, and returns a result for each. Sending the same keys again has no further effect.",
            typeof(ApplyArguments), typeof(ApplyData), ReadOnly: false, Destructive: true, Idempotent: true),
        new("destroyDeployment", "Destroy a deployment", "Deletes everything that belongs to a deployment, dependents first.",
            typeof(DestroyArguments), typeof(ApplyData), ReadOnly: false, Destructive: true, Idempotent: true),
        Reading<DeploymentStateArguments, DeploymentStateData>("getDeploymentState", "Get a deployment's state",
            "What this server has recorded of a deployment: resources, dependencies, snapshots, changes in doubt."),
        Reading<ListArguments, ListData>("listResources", "List resources", "Objects of this provider, a page at a time: those it manages and, where the type allows, others that exist."),
        Reading<GetArguments, WireResource>("getResource", "Get a resource",
            "One object by id and type or by urn, as it is now; or, by a change's key, what became of that change."),
        new("createSnapshot", "Create a snapshot", "Records the properties of everything in a deployment, to return to later.",
            typeof(CreateSnapshotArguments), typeof(SnapshotData), ReadOnly: false, Destructive: false, Idempotent: false),
        new("rollbackToSnapshot", "Roll back to a snapshot",
            "Brings a deployment back to a snapshot: makes what is missing, changes back what was changed, deletes what is new.",
            typeof(RollbackArguments), typeof(RollbackData), ReadOnly: false, Destructive: true, Idempotent: true),
    ];

    /// <param name="domain">Adds <c>plan…Deployment</c> and <c>apply…Deployment</c> under this name.</param>
    public static IEnumerable<StandardTool> All(string? domain) => domain is null ? Nine : Nine.Concat(
        Nine.Where(t => t.Name is "planDeployment" or "applyDeployment").Select(t => t with { Name = InDomain(t.Name, domain) }));

    /// <summary>The standard's name of a tool that may be called by its domain's.</summary>
    public static string Canonical(string name, string? domain) =>
        Nine.FirstOrDefault(t => domain is not null && InDomain(t.Name, domain) == name)?.Name ?? name;

    private static string InDomain(string name, string domain) => name.Replace("Deployment", domain + "Deployment", StringComparison.Ordinal);

    private static StandardTool Reading<TArguments, TData>(string name, string title, string description) =>
        new(name, title, description, typeof(TArguments), typeof(TData), ReadOnly: true, Destructive: false, Idempotent: true);
}
