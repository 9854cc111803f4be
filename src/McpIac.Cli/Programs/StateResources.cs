using McpIac.Cli.Sessions;
using McpIac.Dsl.Deployments;
using McpIac.Plans.States;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Cli.Programs;

/// <summary>Finds the resource of a state that a command line means.</summary>
internal static class StateResources
{
    /// <param name="name">A urn, a name, or a name behind those of its components.</param>
    public static (ResourceState? Resource, Diagnostic? Problem) Find(DeploymentState state, string name)
    {
        var known = state.Resources;
        ResourceState[] found = known.TryGetValue(name, out var byUrn) ? [byUrn] : [.. known.Values.Where(r => r.Name == name || Urns.Local(r.Urn) == name).OrderBy(r => r.Urn, StringComparer.Ordinal)];
        return found switch
        {
            [] => (null, CliProblems.NoSuchResource(name)),
            [var resource] => (resource, null),
            _ => (null, CliProblems.AmbiguousResource(name, found.Select(r => r.Urn))),
        };
    }
}
