using McpIac.Dsl.Deployments;
using McpIac.Schemas.Declarations;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Binding;

/// <summary>Finds resources, outputs and checks that share a name.</summary>
internal static class DeclaredNames
{
    /// <summary>Reports every resource but the first of a urn, and yields the first ones.</summary>
    public static IReadOnlyList<DeclaredResource> Distinct(DeclaredDeployment deployment, BindingScope scope)
    {
        var kept = new List<DeclaredResource>(deployment.Resources.Count);
        var reported = new HashSet<(string, SourcePlace?)>();
        foreach (var resource in deployment.Resources)
        {
            if (scope.Resource(resource.Urn) is not { } first || ReferenceEquals(first, resource))
            {
                kept.Add(resource);
                continue;
            }

            // A loop that forgets its variable would otherwise report the same line a thousand times.
            var place = scope.PlacesOf(resource).Whole;
            if (reported.Add((resource.Urn, place)))
                scope.Report(DeclarationProblems.DuplicateResource(resource.Name, resource.Type, place, scope.PlacesOf(first).Whole));
        }

        return kept;
    }

    public static void CheckOutputs(DeclaredDeployment deployment, BindingScope scope)
    {
        var seen = new Dictionary<string, DeclaredOutput>(StringComparer.Ordinal);
        foreach (var output in deployment.Outputs)
        {
            if (!seen.TryAdd(output.Name, output)) scope.Report(DeclarationProblems.DuplicateOutput(output.Name, output.Place, seen[output.Name].Place));
        }
    }

    public static void CheckChecks(DeclaredDeployment deployment, BindingScope scope)
    {
        var seen = new Dictionary<string, DeclaredCheck>(StringComparer.Ordinal);
        foreach (var check in deployment.Checks)
        {
            if (!seen.TryAdd(check.Name, check)) scope.Report(DeclarationProblems.DuplicateCheck(check.Name, scope.PlaceOf(check, "/condition"), seen[check.Name].Place));
        }
    }
}
