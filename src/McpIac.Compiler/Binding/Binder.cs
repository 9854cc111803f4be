using McpIac.Compiler.Sources;
using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Plans.Binding;
using McpIac.Plans.Graphs;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Binding;

/// <summary>Declared → bound: every name and reference resolved, every known value checked. Pure; one pass, O(resources + references).</summary>
internal static class Binder
{
    /// <summary>The bound deployment, or null when a diagnostic is an error. All diagnostics, not the first.</summary>
    /// <param name="instances">Other servers of providers, by name, with the provider each is one of.</param>
    public static (BoundDeployment? Deployment, IReadOnlyList<Diagnostic> Diagnostics) Bind(
        DeclaredDeployment declared, Catalog catalog, SourceMap map, IReadOnlyDictionary<string, string>? instances = null)
    {
        var scope = new BindingScope(declared, catalog, map) { Instances = instances ?? new Dictionary<string, string>() };
        var resolver = new ReferenceResolver(scope);
        var resources = new List<BoundResource>(declared.Resources.Count);
        foreach (var resource in DeclaredNames.Distinct(declared, scope))
        {
            if (new ResourceBinder(scope, resolver, resource).Bind() is { } bound) resources.Add(bound);
        }

        DeclaredNames.CheckOutputs(declared, scope);
        var outputs = declared.Outputs.Select(o => BindOutput(o, scope, resolver)).ToArray();
        DeclaredNames.CheckChecks(declared, scope);
        BoundCheck[] checks = [.. declared.Checks.Select(c => new CheckBinder(scope, resolver, c).Bind())];
        resources = HookWiring.Wire(resources, outputs, scope);
        if (scope.Diagnostics.Any(d => d.Severity == Severity.Error)) return (null, scope.Diagnostics);

        var deployment = new BoundDeployment(declared.Name, resources, outputs, DigestsOf(resources, catalog)) { Checks = checks };
        var (graph, cycles) = DependencyGraph.Build(deployment);
        return (graph is null ? null : deployment, [.. scope.Diagnostics, .. cycles]);
    }

    private static BoundOutput BindOutput(DeclaredOutput output, BindingScope scope, ReferenceResolver resolver)
    {
        var user = $"The output {output.Name}";
        var shapes = new Dictionary<Reference, Shape?>();
        var value = output.Value is Literal ? output.Value : References.Rewrite(output.Value, r =>
        {
            var (reference, shape) = resolver.Resolve(r, user, target => scope.PlaceOf(output, r, target));
            shapes[reference] = shape;
            return reference;
        });
        foreach (var problem in KindCheck.Problems(value, shapes, () => output.Place)) scope.Report(problem);
        if (ValueCheck.ErrorOf(value) is { } error) scope.Report(BindingProblems.NoValue("The value", $"the output {output.Name}", error, output.Place));
        return new BoundOutput(output.Name, value, output.Secret);
    }

    private static Dictionary<string, string> DigestsOf(IEnumerable<BoundResource> resources, Catalog catalog)
    {
        var used = resources.Select(r => r.Type.Provider).ToHashSet(StringComparer.Ordinal);
        return catalog.Providers.Where(p => used.Contains(p.Name)).ToDictionary(p => p.Name, p => p.Digest, StringComparer.Ordinal);
    }
}
