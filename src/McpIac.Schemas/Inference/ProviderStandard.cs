namespace McpIac.Schemas.Inference;

/// <summary>The tools of the provider standard (docs/spec/provider.md), which are no types: everything goes through them.</summary>
internal static class ProviderStandard
{
    public static IReadOnlyCollection<string> Tools { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "validateConfig", "planDeployment", "applyDeployment", "getDeploymentState", "destroyDeployment", "getResource", "listResources", "createSnapshot", "rollbackToSnapshot",
    };

    /// <summary>A plain server may have a tool of one of these names; all of them it won't have.</summary>
    public static bool IsSpokenBy(IReadOnlyList<ServerTool> tools) => tools.Count(t => Tools.Contains(t.Name)) == Tools.Count;
}
