using McpIac.Engine.Connections;
using McpIac.Plans.Binding;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Engine.Orchestration;

/// <summary>Data sources and actions in a deployment: they bind, but nothing here calls their tools yet, so a plan with them can't be carried out.</summary>
internal static class UnplannedCalls
{
    private const int Named = 5;

    /// <summary>One diagnostic a provider that has any, in the order in which they are declared: why it can't be reached, else MCI6107.</summary>
    public static async Task<IReadOnlyDictionary<string, Diagnostic>> FindAsync(BoundDeployment deployment, ConnectionPool pool, CancellationToken cancellation)
    {
        var found = new Dictionary<string, Diagnostic>(StringComparer.Ordinal);
        foreach (var calls in deployment.Resources.Where(r => r.Type.Kind != TypeKind.Resource).GroupBy(r => r.Provider, StringComparer.Ordinal))
        {
            var (_, problem) = await pool.GetAsync(calls.Key, cancellation);
            found.Add(calls.Key, problem ?? NotYet(calls.Key, [.. calls]));
        }

        return found;
    }

    private static Diagnostic NotYet(string provider, IReadOnlyList<BoundResource> calls)
    {
        var names = string.Join(", ", calls.Take(Named).Select(c => c.Name)) + (calls.Count > Named ? ", …" : "");
        return Diagnostic.Error("MCI6107",
            $"{(calls.Count == 1 ? "A data source or action" : $"{calls.Count} data sources and actions")} of {provider} ({names}) can't be planned: tools are not called yet, only resources are made.",
            calls[0].Place, "Take them out to plan the rest; 'build' and 'graph' work with them.");
    }
}
