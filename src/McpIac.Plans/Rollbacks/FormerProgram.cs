using McpIac.Dsl.Expressions;
using McpIac.Plans.Binding;
using McpIac.Plans.Graphs;
using McpIac.Plans.Secrets;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Plans.Rollbacks;

/// <summary>
/// An earlier version of a state as a program: what had been sent by then, with references where a value came from another resource, because that may be made anew
/// and have another id. Its secrets are fingerprints, but for those that the present program still has.
/// </summary>
public sealed class FormerProgram
{
    private readonly DeploymentState then, now;
    private readonly Catalog catalog;
    private readonly Dictionary<string, BoundResource> program;
    private readonly IEvaluationScope scope;

    private FormerProgram(DeploymentState then, DeploymentState now, Catalog catalog, BoundDeployment? program, IEvaluationScope scope)
    {
        (this.then, this.now, this.catalog, this.scope) = (then, now, catalog, scope);
        this.program = (program?.Resources ?? []).ToDictionary(r => r.Urn, StringComparer.Ordinal);
    }

    /// <param name="program">The present one, for its secrets; null without.</param>
    /// <param name="scope">What its references are worth now.</param>
    /// <returns>The program, or MCI4040 for each resource whose type nobody knows any more.</returns>
    public static (BoundDeployment? Program, IReadOnlyList<Diagnostic> Problems) Of(
        DeploymentState then, DeploymentState now, Catalog catalog, BoundDeployment? program, IEvaluationScope scope)
    {
        var former = new FormerProgram(then, now, catalog, program, scope);
        ResourceState[] resources = [.. then.Resources.Values.Where(r => r.Id.Length > 0).OrderBy(r => r.Since).ThenBy(r => r.Urn, StringComparer.Ordinal)];
        Diagnostic[] problems = [.. resources.Where(r => catalog.Find(r.Type) is null).Select(r => RollbackProblems.NoType(r, then.Serial))];
        if (problems.Length > 0) return (null, problems);
        var built = former.Build(resources, (_, _) => true);

        // A run that failed may leave what refers to one another; an object that was made or changed later then only refers to what was so before it.
        return (DependencyGraph.Build(built).Graph is null ? former.Build(resources, (from, to) => to.At < from.At) : built, []);
    }

    /// <summary>True when a value of it is a fingerprint: nothing can be sent that has it.</summary>
    public static bool IsLost(Expression value) => value switch
    {
        Literal literal => Fingerprints.ContainsAny(literal.Value),
        Secret secret => IsLost(secret.Value),
        ListExpression list => list.Items.Any(IsLost),
        MapExpression map => map.Members.Any(m => IsLost(m.Value)),
        _ => false,
    };

    private BoundDeployment Build(IReadOnlyList<ResourceState> resources, Func<ResourceState, ResourceState, bool> mayRefer)
    {
        var providers = resources.Select(r => r.Type.Split(':')[0]).ToHashSet(StringComparer.Ordinal);
        return new BoundDeployment(
            then.Deployment, [.. resources.Select(r => Resource(r, mayRefer))], Outputs(resources),
            catalog.Providers.Where(p => providers.Contains(p.Name)).ToDictionary(p => p.Name, p => p.Digest, StringComparer.Ordinal));
    }

    private BoundResource Resource(ResourceState resource, Func<ResourceState, ResourceState, bool> mayRefer)
    {
        var type = catalog.Find(resource.Type) ?? throw new InvalidOperationException(resource.Type);
        ResourceState[] needed = [.. resource.Dependencies.Select(d => then.Resources.GetValueOrDefault(d)).OfType<ResourceState>().Where(d => d.Id.Length > 0 && mayRefer(resource, d))];
        var origins = new ValueOrigins(needed);
        return new BoundResource(
            resource.Urn, resource.Name, type, resource.Inputs.Members.ToDictionary(m => m.Key, m => Value(resource, type, m.Key, m.Value, origins), StringComparer.Ordinal),
            [.. needed.Select(d => d.Urn)], null)
        { Options = Options(resource, type) };
    }

    private Expression Value(ResourceState resource, ResourceType type, string name, Datum value, ValueOrigins origins)
    {
        if (!Fingerprints.ContainsAny(value)) return origins.Refer(value);
        if (Present(resource, type, name, value) is { } present) return present;

        // What a schema doesn't call secret is so because of what it was computed from.
        return Fingerprints.IsFingerprint(value) ? new Secret(new Literal(value)) : new Literal(value);
    }

    // The program's own value, where the fingerprint says that it is still the one that was sent.
    private Expression? Present(ResourceState resource, ResourceType type, string name, Datum value)
    {
        if (program.GetValueOrDefault(resource.Urn)?.Properties.GetValueOrDefault(name) is not { } written) return null;
        if (References.Of(written).Any(r => !then.Resources.ContainsKey(r.Urn) || r.Urn == resource.Urn)) return null;
        var present = Evaluator.Evaluate(written, scope);
        return present is { Error: null, IsKnown: true } && Fingerprints.Same(resource.ProviderUrn, type.Properties.Member(name)?.Shape, value, present.Value) ? written : null;
    }

    private BoundOptions Options(ResourceState resource, ResourceType type) => KeptOptions.OfDelete(resource) with
    {
        Provider = resource.Provider == type.Provider ? null : resource.Provider,
        DeleteHooks = KeptOptions.DeleteHooks(resource),
        Protect = resource.Options?["protect"]?.AsBoolean() == true,
        Retain = KeptOptions.IsRetained(resource),
        ReplaceTrigger = KeptOptions.Trigger(resource) is { } trigger ? new Literal(trigger) : null,
        Aliases = now.Resources.ContainsKey(resource.Urn) ? [] : [.. Elsewhere(resource)],
    };

    // What exists may have been given another name since.
    private IEnumerable<string> Elsewhere(ResourceState resource) => now.Resources.Values
        .Where(r => r.Id == resource.Id && r.Provider == resource.Provider && r.ProviderUrn == resource.ProviderUrn && !then.Resources.ContainsKey(r.Urn)).Select(r => r.Urn);

    private IReadOnlyList<BoundOutput> Outputs(IReadOnlyList<ResourceState> resources)
    {
        var origins = new ValueOrigins(resources);
        return [.. then.Outputs.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => o.Value.Equals(Evaluation.Masked)
            ? new BoundOutput(o.Key, new Literal(o.Value), Secret: true) : new BoundOutput(o.Key, origins.Refer(o.Value), Secret: false))];
    }
}
