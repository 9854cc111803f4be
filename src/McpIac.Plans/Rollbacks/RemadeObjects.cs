using McpIac.Dsl.Expressions;
using McpIac.Plans.Planning;
using McpIac.Plans.Secrets;
using McpIac.Plans.States;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Rollbacks;

/// <summary>What exists under another id than in earlier versions of a state, and who still refers to it by what it yielded then.</summary>
public sealed class RemadeObjects
{
    private readonly DeploymentState now;
    private readonly Dictionary<string, ResourceState> former = new(StringComparer.Ordinal);

    private RemadeObjects(DeploymentState now) => this.now = now;

    /// <param name="earlier">The likelier origin of a value first.</param>
    public static RemadeObjects Of(DeploymentState now, params IReadOnlyList<DeploymentState> earlier)
    {
        var remade = new RemadeObjects(now);
        foreach (var resource in now.Resources.Values.Where(r => r.Id.Length > 0))
        {
            DeposedResource[] before = [.. earlier.SelectMany(s => Objects(s.Resources.GetValueOrDefault(resource.Urn))).Where(o => o.Id.Length > 0 && o.Id != resource.Id).DistinctBy(o => o.Id)];
            if (before.Length > 0) remade.former[resource.Urn] = resource with { Outputs = before[0].Outputs, Deposed = before[1..] };
        }

        return remade;
    }

    /// <summary>The state with what those yielded before: as a program it refers to them where what refers to them has an old value.</summary>
    public DeploymentState Before => now with { Resources = now.Resources.ToDictionary(r => r.Key, r => former.GetValueOrDefault(r.Key) ?? r.Value, StringComparer.Ordinal) };

    /// <summary>Urns of what refers to one of them by an old value.</summary>
    public IReadOnlyList<string> Users => [.. now.Resources.Values.Where(r => r.Id.Length > 0 && !Follow(r).Equals(r.Inputs)).Select(r => r.Urn).Order(StringComparer.Ordinal)];

    /// <summary>The resource's inputs with the values that there are now.</summary>
    public Datum Follow(ResourceState user)
    {
        ResourceState[] needed = [.. user.Dependencies.Select(former.GetValueOrDefault).OfType<ResourceState>()];
        if (needed.Length == 0) return user.Inputs;
        var (origins, scope) = (new ValueOrigins(needed), new Present(now));
        return Datum.MapOf(user.Inputs.Members.Select(m => KeyValuePair.Create(m.Key, Follow(m.Value, origins, scope))));
    }

    private static Datum Follow(Datum value, ValueOrigins origins, Present scope)
    {
        if (Fingerprints.ContainsAny(value) || origins.Refer(value) is not (not Literal and var found)) return value;
        return Evaluator.Evaluate(found, scope) is { Error: null, IsKnown: true, Value: { IsNull: false } present } ? present : value;
    }

    private static IEnumerable<DeposedResource> Objects(ResourceState? known) => known is null ? []
        : [new DeposedResource(known.Id, known.Inputs, known.Outputs, null, null, [], 0, 0, 0), .. known.Deposed];

    private sealed class Present(DeploymentState now) : IEvaluationScope
    {
        public Datum? Resolve(Reference reference) =>
            reference.Path.Count > 0 && now.Resources.GetValueOrDefault(reference.Urn)?.Outputs[reference.Path[0]] is { } output && !Fingerprints.ContainsAny(output)
                ? PlanScope.Walk(output, reference.Path) : null;
    }
}
