using System.Text.RegularExpressions;
using McpIac.Dsl.Expressions;
using McpIac.Plans.Secrets;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Planning;

/// <summary>What references are worth while planning: known from state where nothing changes, planned where it does, else unknown.</summary>
/// <param name="recorded">The state as stored: what it keeps a fingerprint of is secret, whatever the schema says.</param>
internal sealed partial class PlanScope(IReadOnlyDictionary<string, PlannedResource> planned, DeploymentState recorded) : IEvaluationScope
{
    private readonly List<string> unknownUrns = [];

    /// <summary>The resources that references since the last call were waiting for.</summary>
    public IReadOnlyList<string> TakeUnknown()
    {
        if (unknownUrns.Count == 0) return [];
        string[] taken = [.. unknownUrns.Distinct(StringComparer.Ordinal)];
        unknownUrns.Clear();
        return taken;
    }

    public Datum? Resolve(Reference reference)
    {
        PlannedResource? resource = null;
        var value = reference.Path.Count > 0 && planned.TryGetValue(reference.Urn, out resource)
            ? Walk(Named(resource, reference.Path[0]), reference.Path)
            : null;
        if (value is null || Fingerprints.ContainsAny(value))
        {
            unknownUrns.Add(reference.Urn);
            return null;
        }

        if (Fingerprints.ContainsUnknown(value)) unknownUrns.Add(reference.Urn);
        return resource is not null && value.Equals(Evaluation.Unknown) ? Foreseen(resource.Resource.Type, reference.Path) : value;
    }

    // What the type promises of what isn't known yet. Providers may break other promises than that of an id, so nothing is decided by those.
    private static Datum Foreseen(ResourceType type, EquatableList<string> path)
    {
        var shape = type.Outputs.Member(path[0])?.Shape ?? type.Properties.Member(path[0])?.Shape;
        foreach (var segment in path.Skip(1)) shape = shape?.Member(segment)?.Shape ?? shape?.Element;
        return shape is null ? Evaluation.Unknown : Refinement.Of(shape.Kind, notNull: path is ["id"]);
    }

    public bool IsSecret(Reference reference)
    {
        if (reference.Path.Count == 0 || !planned.TryGetValue(reference.Urn, out var resource)) return false;
        return SecretPaths.IsSecret(resource.Resource.Type, reference.Path)
            || resource.SecretMembers.Contains(reference.Path[0])
            || (recorded.Resources.TryGetValue(reference.Urn, out var stored) && Fingerprints.ContainsAny(stored.Outputs[reference.Path[0]]));
    }

    private static Datum? Named(PlannedResource resource, string name)
    {
        var type = resource.Resource.Type;
        if (resource.Action == StepAction.Read) return resource.Found?.Value(type, name) ?? Evaluation.Unknown;
        var property = type.Properties.Member(name);
        var output = type.Outputs.Member(name);
        var kept = Kept(resource, name, output);
        if (kept is not null && !Fingerprints.ContainsAny(kept)) return kept;
        if (property is not null && resource.Inputs[property.Name] is { } input) return input;
        if (kept is not null) return kept;
        if (resource.Filled[name] is { } filled) return filled;
        if (output is not null || property is null || property.Shape.Computed) return Evaluation.Unknown;
        return property.Shape.Default ?? Datum.Null;
    }

    // What the provider returned before, where the plan has no reason to think that it will be something else.
    private static Datum? Kept(PlannedResource resource, string name, ShapeMember? output) => resource.Action switch
    {
        StepAction.NoOp => resource.Prior?.Outputs[name],
        StepAction.Update or StepAction.Import when !resource.Changes(name) && !(output is not null && Follows(resource, output, 0)) => resource.Prior?.Outputs[name],
        _ => null,
    };

    private const int Hops = 8;

    /// <summary>True when the schema derives the output from something that changes, perhaps by way of other outputs.</summary>
    private static bool Follows(PlannedResource resource, ShapeMember output, int depth) =>
        depth < Hops && output.Shape.From is { } from && Formula().Matches(from).SelectMany(f => Name().Matches(f.Value)).Select(n => n.Value).Any(name =>
            resource.Changes(name) || (name != output.Name && resource.Resource.Type.Outputs.Member(name) is { } other && Follows(resource, other, depth + 1)));

    /// <summary>The part of a value that a reference's path leads to; unknown stays unknown, what isn't there is null.</summary>
    internal static Datum? Walk(Datum? value, EquatableList<string> path)
    {
        for (var i = 1; i < path.Count && value is not null && !Fingerprints.IsUnknown(value); i++)
        {
            value = value.Kind == DatumKind.List
                ? int.TryParse(path[i], out var index) && index >= 0 && index < value.Items.Count ? value.Items[index] : Datum.Null
                : value[path[i]] ?? Datum.Null;
        }

        return value;
    }

    [GeneratedRegex(@"\$\{[^}]*\}")]
    private static partial Regex Formula();

    // The first names of paths: not what follows a dot, nor what stands in quotes.
    [GeneratedRegex("""(?<![.\w"])[A-Za-z_]\w*(?!["\w])""")]
    private static partial Regex Name();
}
