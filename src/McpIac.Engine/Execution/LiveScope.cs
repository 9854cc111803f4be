using McpIac.Dsl.Expressions;
using McpIac.Plans.Planning;
using McpIac.Plans.Secrets;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Engine.Execution;

/// <summary>What references are worth while applying: what providers returned in this run, else what state knows. Not thread-safe.</summary>
internal sealed class LiveScope : IEvaluationScope
{
    private readonly Dictionary<string, (Datum Inputs, Datum Outputs)> known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PlanStep> steps;
    private readonly Func<string, ResourceType?> typeOf;

    public LiveScope(Plan plan, DeploymentState state, Func<string, ResourceType?> typeOf)
    {
        this.typeOf = typeOf;
        steps = plan.Steps.Where(s => s.Action != StepAction.Delete).ToDictionary(s => s.Urn, StringComparer.Ordinal);
        foreach (var resource in state.Resources.Values) known[resource.Urn] = (resource.Inputs, resource.Outputs);
    }

    public void Set(string urn, Datum inputs, Datum outputs) => known[urn] = (inputs, outputs);

    public Datum? Resolve(Reference reference)
    {
        if (reference.Path.Count == 0 || !known.TryGetValue(reference.Urn, out var resource)) return null;
        var value = Named(reference.Urn, resource, reference.Path[0]);
        for (var i = 1; i < reference.Path.Count && value is not null; i++)
        {
            value = value.Kind == DatumKind.List
                ? int.TryParse(reference.Path[i], out var index) && index >= 0 && index < value.Items.Count ? value.Items[index] : Datum.Null
                : value[reference.Path[i]] ?? Datum.Null;
        }

        return Fingerprints.ContainsAny(value) ? null : value;
    }

    private Datum? Named(string urn, (Datum Inputs, Datum Outputs) resource, string name)
    {
        if (resource.Outputs[name] is { } output && !Fingerprints.ContainsAny(output)) return output;
        if (resource.Inputs[name] is { } input && !Fingerprints.ContainsAny(input)) return input;
        if (!steps.TryGetValue(urn, out var step)) return null;

        // State has only the fingerprint of a secret input; the program still has the secret.
        if (step.Properties.TryGetValue(name, out var expression)) return Evaluator.Evaluate(expression, this) is { Error: null, IsKnown: true } e ? e.Value : null;
        var type = typeOf(step.Type);
        if (type?.Outputs.Member(name) is not null) return null;
        return type?.Properties.Member(name)?.Shape.Default ?? Datum.Null;
    }
}
