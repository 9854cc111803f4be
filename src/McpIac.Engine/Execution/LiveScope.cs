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
    private readonly Dictionary<string, IReadOnlySet<string>> secrets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PlanStep> steps;
    private readonly Func<string, ResourceType?> typeOf;

    /// <param name="recorded">The state as stored: what it keeps a fingerprint of is secret.</param>
    /// <param name="revealed">The same with its secret outputs, as far as providers tell them.</param>
    public LiveScope(Plan plan, DeploymentState recorded, DeploymentState revealed, Func<string, ResourceType?> typeOf)
    {
        this.typeOf = typeOf;
        steps = plan.Steps.Where(s => !s.Removes && s.Action != StepAction.Run).ToDictionary(s => s.Urn, StringComparer.Ordinal);
        foreach (var resource in revealed.Resources.Values) known[resource.Urn] = (resource.Inputs, resource.Outputs);
        foreach (var resource in recorded.Resources.Values)
        {
            var names = resource.Inputs.Members.Concat(resource.Outputs.Members).Where(m => Fingerprints.ContainsAny(m.Value)).Select(m => m.Key).ToHashSet(StringComparer.Ordinal);
            if (names.Count > 0) secrets[resource.Urn] = names;
        }

        // Until it is read again, and when nothing is to be done, what exists is what the plan found.
        foreach (var step in plan.Steps)
        {
            if (step.Read?.Found is { } found) Set(step.Urn, found.Properties, found.Outputs, found.SecretMembers);
        }
    }

    /// <summary>What a change or a read of this run came to.</summary>
    /// <param name="secretNames">Properties and outputs that are secret though the schema doesn't say so.</param>
    public void Set(string urn, Datum inputs, Datum outputs, IReadOnlySet<string> secretNames) => (known[urn], secrets[urn]) = ((inputs, outputs), secretNames);

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

    public bool IsSecret(Reference reference) =>
        reference.Path.Count > 0
        && ((secrets.TryGetValue(reference.Urn, out var names) && names.Contains(reference.Path[0]))
            || (steps.TryGetValue(reference.Urn, out var step) && typeOf(step.Type) is { } type && SecretPaths.IsSecret(type, reference.Path)));

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
