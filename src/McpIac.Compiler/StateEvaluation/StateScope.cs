using McpIac.Dsl.Expressions;
using McpIac.Plans.Secrets;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Compiler.StateEvaluation;

/// <summary>What references are worth in a state: what came back, else what was sent. What state keeps a fingerprint of is secret.</summary>
internal sealed class StateScope(IEnumerable<ResourceState> resources, Catalog catalog) : IEvaluationScope
{
    private readonly Dictionary<string, ResourceState> byUrn = resources.ToDictionary(r => r.Urn, StringComparer.Ordinal);

    public Datum? Resolve(Reference reference) => Find(reference) is var (value, secret) && !secret ? value : null;

    public bool IsSecret(Reference reference) =>
        Find(reference).Secret || byUrn.TryGetValue(reference.Urn, out var resource) && catalog.Find(resource.Type) is { } type && SecretPaths.IsSecret(type, reference.Path);

    /// <summary>All that is known of a resource, secrets masked.</summary>
    public Datum Whole(string urn)
    {
        var resource = byUrn[urn];
        var type = catalog.Find(resource.Type);
        return Masked(resource.Inputs, type?.Properties).Members.Concat(Masked(resource.Outputs, type?.Outputs).Members).Aggregate(
            new Dictionary<string, Datum>(StringComparer.Ordinal), (all, member) =>
            {
                // A secret stays one, whichever of the two says so.
                if (!all.TryGetValue(member.Key, out var before) || !before.Equals(Evaluation.Masked)) all[member.Key] = member.Value;
                return all;
            }) is var members ? Datum.MapOf(members.OrderBy(m => m.Key, StringComparer.Ordinal)) : Datum.EmptyMap;
    }

    private static Datum Masked(Datum values, Shape? shape) =>
        Datum.MapOf(values.Members.Select(m => KeyValuePair.Create(m.Key, Fingerprints.MaskInside(shape?.Member(m.Key)?.Shape, m.Value))));

    // What isn't set is null. A path that leads into a fingerprint is as secret as what it stands for.
    private (Datum? Value, bool Secret) Find(Reference reference)
    {
        if (reference.Path.Count == 0 || !byUrn.TryGetValue(reference.Urn, out var resource)) return (null, false);
        var value = resource.Outputs[reference.Path[0]] ?? resource.Inputs[reference.Path[0]] ?? Default(resource, reference.Path[0]);
        for (var i = 1; i < reference.Path.Count && !Fingerprints.IsFingerprint(value); i++)
        {
            value = value.Kind == DatumKind.List
                ? int.TryParse(reference.Path[i], out var index) && index >= 0 && index < value.Items.Count ? value.Items[index] : Datum.Null
                : value[reference.Path[i]] ?? Datum.Null;
        }

        return (value, Fingerprints.ContainsAny(value));
    }

    private Datum Default(ResourceState resource, string name) => catalog.Find(resource.Type)?.Properties.Member(name)?.Shape.Default ?? Datum.Null;
}
