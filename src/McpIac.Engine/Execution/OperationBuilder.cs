using McpIac.Dsl.Expressions;
using McpIac.Plans.Binding;
using McpIac.Plans.Planning;
using McpIac.Plans.Secrets;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Engine.Execution;

/// <summary>Turns a ready node into the change to send, now that everything it refers to is known.</summary>
/// <param name="origins">Urns that providers know renamed resources by.</param>
internal sealed class OperationBuilder(LiveScope scope, Func<string, ResourceType?> typeOf, Func<string, ResourceState?> current, IReadOnlySet<string> origins)
{
    /// <summary>The operation, or why there is none.</summary>
    public (Operation? Operation, string? Problem) Build(StepNode node, IReadOnlyList<string> dependencies)
    {
        var type = typeOf(node.Step.Type);
        if (node.Action == "delete") return Delete(node, type);

        // Without the type its secrets couldn't be told from the rest, and would be stored in the clear.
        if (type is null) return (null, $"the type {node.Step.Type} is in no snapshot");
        if (BoundCondition.Broken(node.Step.Options.Preconditions, scope, final: true).FirstOrDefault() is { } broken) return (null, $"a precondition doesn't hold: {broken}");
        var (inputs, secrets, problem) = Evaluate(node.Step);
        if (inputs is null) return (null, problem);
        if (node.Action == "update" && node.Prior is { } kept) inputs = IgnoredChanges.Keep(inputs, kept.Inputs, node.Step.Options.IgnoreChanges);

        // A create that says what was before replaces it; without that the provider would refuse a second object of the urn.
        var prior = node.Action == "update" && node.Prior is { } old ? PriorOf(old) : Replaced(current(node.Step.Urn) is { } known && known.Provider == node.Provider ? known : null);
        return (new Operation(node.Action ?? "", node.Step, type)
        {
            Id = node.Action == "update" ? node.Prior?.Id : null, Prior = prior, Inputs = inputs, SecretMembers = secrets,
            Dependencies = dependencies, DeposePrior = node.OldHalf is not null, Kept = Kept(node.Step, null), Origin = OriginOf(node.Step.Urn),
        }, null);
    }

    /// <summary>A hook with its arguments, to be run under a urn of its own, or why it can't be.</summary>
    public (Operation? Operation, string? Problem) BuildRun(PlanStep step)
    {
        if (typeOf(step.Type) is not { } type) return (null, $"the type {step.Type} is in no snapshot");
        if (BoundCondition.Broken(step.Options.Preconditions, scope, final: true).FirstOrDefault() is { } broken) return (null, $"a precondition doesn't hold: {broken}");
        var (inputs, secrets, problem) = Evaluate(step);
        return inputs is null ? (null, problem) : (new Operation("create", step, type) { Inputs = inputs, SecretMembers = secrets, Origin = $"{step.Urn}~{Guid.CreateVersion7():N}" }, null);
    }

    /// <summary>Why what came of a step isn't what the program asks for, or null.</summary>
    public string? BrokenPostcondition(PlanStep step) =>
        BoundCondition.Broken(step.Options.Postconditions, scope, final: true).FirstOrDefault() is { } broken ? $"it is there, but a postcondition doesn't hold: {broken}" : null;

    /// <summary>How an unchanged resource's inputs differ from what was sent before, now that what it refers to is known; empty when they don't.</summary>
    public IReadOnlyList<PropertyChange> Ripples(StepNode node)
    {
        if (typeOf(node.Step.Type) is not { } type || node.Prior is not { } prior) return [];
        var (inputs, secrets, _) = Evaluate(node.Step);
        if (inputs is null) return [];
        var changes = InputDiff.Between(prior, type, inputs, secrets, node.Step.Options).Changes;
        return ReplaceTrigger.Change(prior, ReplaceTrigger.Kept(prior.ProviderUrn, node.Step.Options, scope), null) is { } trigger ? [.. changes, trigger] : changes;
    }

    /// <summary>Why an unchanged resource's update couldn't be taken back exactly, a clause; null when it could.</summary>
    public string? NotUndone(StepNode node) =>
        typeOf(node.Step.Type) is { } type && node.Prior is { } prior && Evaluate(node.Step).Inputs is { } inputs
            ? Reversal.OfRipple(node.Step, type, prior, IgnoredChanges.Keep(inputs, prior.Inputs, node.Step.Options.IgnoreChanges)) : null;

    /// <summary>What state is to keep of a step's options.</summary>
    /// <param name="known">The resource that stays as it is: then a trigger that it has stays too.</param>
    public Datum? Kept(PlanStep step, ResourceState? known) =>
        KeptOptions.Of(step.Options, step.Options.ReplaceTrigger is not null && known is not null && KeptOptions.Trigger(known) is { } before ? before : ReplaceTrigger.Kept(OriginOf(step.Urn) ?? step.Urn, step.Options, scope));

    // A new resource with the former name of another can't be that other's to its provider.
    private string? OriginOf(string urn)
    {
        if (current(urn) is { } known) return known.Origin;
        if (!origins.Contains(urn)) return null;
        var number = 2;
        while (origins.Contains($"{urn}~{number}")) number++;
        return $"{urn}~{number}";
    }

    /// <summary>The step's inputs, now that what they refer to is known; or why there are none.</summary>
    private (Datum? Inputs, HashSet<string> Secrets, string? Problem) Evaluate(PlanStep step)
    {
        var members = new List<KeyValuePair<string, Datum>>();
        var secrets = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, expression) in step.Properties)
        {
            var value = Evaluator.Evaluate(expression, scope);
            if (value.Error is { } error) return (null, secrets, $"the property {name} has no value: {error}");
            if (!value.IsKnown) return (null, secrets, $"the property {name} refers to something that its provider didn't return");
            if (value.IsSecret) secrets.Add(name);
            if (!value.Value.IsNull) members.Add(new(name, value.Value));
        }

        return (Datum.MapOf(members), secrets, null);
    }

    /// <summary>What a provider is told about before; fingerprints mean nothing to it.</summary>
    public static WirePrior PriorOf(ResourceState state) => new(Bare(state.Inputs), Bare(state.Outputs), state.Etag, state.Private);

    /// <summary>What a create takes the place of: the current object, else the one deposed last.</summary>
    public static WirePrior? Replaced(ResourceState? known) =>
        known is { Id.Length: > 0 } ? PriorOf(known) : known is { Deposed: [.., var last] } ? PriorOf(last) : null;

    public static WirePrior PriorOf(DeposedResource deposed) => new(Bare(deposed.Inputs), Bare(deposed.Outputs), deposed.Etag, deposed.Private);

    private (Operation? Operation, string? Problem) Delete(StepNode node, ResourceType? type)
    {
        var resource = current(node.Step.Urn);
        if (node.DeposedId is { } id)
        {
            var deposed = resource?.Deposed.FirstOrDefault(d => d.Id == id);
            var prior = deposed is null ? null : PriorOf(deposed);
            return (new Operation("delete", node.Step, type) { Id = id, Prior = prior, Deposed = true, Origin = resource?.Origin, Provider = node.Provider }, null);
        }

        return resource is null
            ? (null, "it isn't in the state any more")
            : (new Operation("delete", node.Step, type) { Id = resource.Id, Prior = PriorOf(resource), Origin = resource.Origin, Provider = node.Provider }, null);
    }

    private static Datum Bare(Datum value) => Datum.MapOf(value.Members.Where(m => !Fingerprints.ContainsAny(m.Value)));
}
