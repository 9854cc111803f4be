using McpIac.Dsl.Expressions;
using McpIac.Plans.Secrets;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Planning;

/// <summary>What references are worth while planning: known from state where nothing changes, planned where it does, else unknown.</summary>
internal sealed class PlanScope(IReadOnlyDictionary<string, PlannedResource> planned) : IEvaluationScope
{
    private readonly List<string> unknownUrns = [];

    /// <summary>The resources that references since the last call were waiting for.</summary>
    public IReadOnlyList<string> TakeUnknown()
    {
        string[] taken = [.. unknownUrns.Distinct(StringComparer.Ordinal)];
        unknownUrns.Clear();
        return taken;
    }

    public Datum? Resolve(Reference reference)
    {
        var value = reference.Path.Count > 0 && planned.TryGetValue(reference.Urn, out var resource)
            ? Walk(Named(resource, reference.Path[0]), reference.Path)
            : null;
        if (value is null || Fingerprints.ContainsAny(value))
        {
            unknownUrns.Add(reference.Urn);
            return null;
        }

        if (Fingerprints.ContainsUnknown(value)) unknownUrns.Add(reference.Urn);
        return value;
    }

    private static Datum? Named(PlannedResource resource, string name)
    {
        var type = resource.Resource.Type;
        var property = type.Properties.Member(name);
        var output = type.Outputs.Member(name);
        if (resource.Action == StepAction.NoOp && resource.Prior?.Outputs[name] is { } kept && !Fingerprints.ContainsAny(kept)) return kept;
        if (property is not null && resource.Inputs[property.Name] is { } input) return input;
        if (resource.Action is StepAction.NoOp or StepAction.Update && !(output is not null && FollowsChange(resource, output.Shape)))
        {
            if (resource.Prior?.Outputs[name] is { } prior) return prior;
        }

        if (output is not null || property is null || property.Shape.Computed) return Evaluation.Unknown;
        return property.Shape.Default ?? Datum.Null;
    }

    private static bool FollowsChange(PlannedResource resource, Shape output) =>
        resource.Action == StepAction.Update && output.From is { } from
        && resource.Diff.Any(c => from.Contains("${" + c.Path.Split('/')[0], StringComparison.Ordinal));

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
}
